import IngotModel

/// Settings that more than one part needs: set once, they are the same everywhere.
extension Settings {
    package var fastTrack: Bool {
        get { conductor.fastTrackDefault }
        set {
            conductor.fastTrackDefault = newValue
            api.fastTrackDefault = newValue
        }
    }

    /// Told to agents in whole seconds, and at least one.
    package var heartbeatTimeout: Duration {
        get { .seconds(api.heartbeatTimeoutSeconds) }
        set { api.heartbeatTimeoutSeconds = max(1, Int(newValue.components.seconds)) }
    }

    /// Conductors that were not seen for so long are dead.
    package var conductorTimeout: Duration {
        get { api.conductorTimeout }
        set {
            api.conductorTimeout = newValue
            conductor.jobs.conductorTimeout = newValue
        }
    }

    /// How long a node stays with a conductor that has fallen silent, and that on the ring.
    package var lease: Duration {
        get { conductor.leaseDuration }
        set {
            conductor.leaseDuration = newValue
            api.leaseDuration = newValue
        }
    }

    /// How many requests may wait for a conductor, and of each kind of work for room.
    package var queueLength: Int {
        get { conductor.limits.queueLength }
        set {
            conductor.limits.queueLength = newValue
            api.maximumQueueLength = newValue
        }
    }

    /// How much of a kind of work may be under way; zero is without limit.
    package subscript(maximumOf work: LimitedWork) -> Int {
        get { conductor.limits.maximum[work] ?? 0 }
        set { conductor.limits.maximum[work] = newValue }
    }

    /// How long a node may stay in a state that waits.
    package subscript(waitIn state: ProvisionState) -> Duration {
        get { conductor.waits[state] ?? conductor.defaultWait }
        set { conductor.waits[state] = newValue }
    }
}
