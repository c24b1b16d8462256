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

    /// How long a node may stay in a state that waits.
    package subscript(waitIn state: ProvisionState) -> Duration {
        get { conductor.waits[state] ?? conductor.defaultWait }
        set { conductor.waits[state] = newValue }
    }
}
