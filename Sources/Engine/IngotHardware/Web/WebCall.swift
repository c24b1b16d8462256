/// A GET that an inspection rule wants sent to somebody else.
package struct WebCall: Sendable, Hashable {
    package var url: String
    package var headers: [String: String]
    /// Proxies by scheme, such as `https`.
    package var proxies: [String: String]
    package var timeout: Duration
    /// How often it is tried again after an answer that may pass (429, 500, 502, 503, 504) or none.
    package var retries: Int
    /// The first pause between two tries; it doubles each time.
    package var pause: Duration

    package init(
        url: String, headers: [String: String] = [:], proxies: [String: String] = [:], timeout: Duration = .seconds(5),
        retries: Int = 3, pause: Duration = .milliseconds(300)
    ) {
        self.url = url
        self.headers = headers
        self.proxies = proxies
        self.timeout = timeout
        self.retries = retries
        self.pause = pause
    }
}

/// Sends what inspection rules ask for.
package protocol WebCaller: Sendable {
    /// - Throws: ``HardwareProblem`` where no good answer came.
    func send(_ call: WebCall) async throws
}
