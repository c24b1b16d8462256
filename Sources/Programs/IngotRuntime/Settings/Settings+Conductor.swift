extension Settings {
    /// How this process drives nodes.
    package struct Conductor: Sendable {
        /// The name that this conductor is known by; nil is the machine's host name.
        package var hostname: String?
        package var group = ""
        package var concurrentRuns = 32
        package var lease = Duration.seconds(60)
        package var heartbeat = Duration.seconds(10)
        package var tick = Duration.seconds(1)
    }
}
