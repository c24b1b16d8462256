extension Settings {
    /// How callers are answered.
    package struct API: Sendable {
        package var listen = SocketAddress(host: "127.0.0.1", port: 6385)
        /// The URL that callers and machines know this API by; nil takes it from each request.
        package var publicEndpoint: String?
        package var answerTimeout = Duration.seconds(60)
        package var pageLimit = 1_000
        package var bodyLimit = 1 << 20
        package var bodyDepth = 64
    }
}
