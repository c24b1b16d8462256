extension Settings {
    /// How instances are deployed.
    package struct Deploy: Sendable {
        /// For nodes whose `driver_info` does not say.
        package var fastTrack = false
        /// How old the last heartbeat may be for the ramdisk to count as running.
        package var fastTrackTimeout = Duration.seconds(300)
    }

    /// What happens to a machine between two tenants.
    package struct Clean: Sendable {
        package var automated = true
    }

    /// How the agent in the ramdisk is talked to.
    package struct Agent: Sendable {
        package var heartbeatTimeout = Duration.seconds(300)
        package var commandTimeout = Duration.seconds(60)
    }

    /// How long a node may stay in each state that waits for its agent.
    package struct Wait: Sendable {
        package var clean = Duration.seconds(1_800)
        package var deploy = Duration.seconds(1_800)
    }

    /// How the pretended hardware behaves.
    package struct Fake: Sendable {
        package var stepDelay = Duration.zero
    }
}
