import AsyncHTTPClient
import IngotHardware
import IngotModel
import Logging
import NIOCore

/// Sends the calls of inspection rules by HTTP, with their own time limit, proxy and retries (peer: ironic's
/// `CallAPIHookAction`).
package struct HTTPWebCaller: WebCaller {
    private let http: HTTPClient
    private let logger: Logger

    package init(http: HTTPClient, logger: Logger) {
        self.http = http
        self.logger = logger
    }

    /// - Throws: ``HardwareProblem`` naming address, attempts and the last answer.
    package func send(_ call: WebCall) async throws {
        guard let proxy = try Self.proxy(for: call) else { return try await send(call, by: http) }
        var configuration = HTTPClient.Configuration.singletonConfiguration
        configuration.proxy = proxy
        let client = HTTPClient(eventLoopGroupProvider: .shared(http.eventLoopGroup), configuration: configuration)
        do {
            try await send(call, by: client)
        } catch {
            try await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }

    private func send(_ call: WebCall, by client: HTTPClient) async throws {
        var evidence = "nothing"
        var attempts = 0
        while attempts <= call.retries {
            if attempts > 0 { try await Task.sleep(for: call.pause * (1 << (attempts - 1))) }
            attempts += 1
            do {
                let status = try await status(of: call, by: client)
                if status < 400 { return }
                evidence = "HTTP \(status)"
                guard Self.passing.contains(status) else { break }
            } catch let error as CancellationError {
                throw error
            } catch {
                evidence = "\(error)"
            }
        }
        throw HardwareProblem(
            .failed, "the call to \(call.url) failed (\(attempts) attempts); last seen: \(evidence)")
    }

    private func status(of call: WebCall, by client: HTTPClient) async throws -> Int {
        var request = HTTPClientRequest(url: call.url)
        for (name, value) in call.headers { request.headers.add(name: name, value: value) }
        let response = try await client.execute(
            request, timeout: .nanoseconds(call.timeout.microseconds * 1_000), logger: logger)
        return Int(response.status.code)
    }

    /// The proxy for the call's scheme, from texts such as `http://192.0.2.1:3128`.
    private static func proxy(for call: WebCall) throws(HardwareProblem) -> HTTPClient.Configuration.Proxy? {
        let scheme = call.url.split(separator: ":").first.map(String.init) ?? "http"
        guard let text = call.proxies[scheme] else { return nil }
        let authority = text.split(separator: "/", omittingEmptySubsequences: true).last ?? ""
        let parts = authority.split(separator: ":", maxSplits: 1)
        guard let host = parts.first, !host.isEmpty, let port = parts.count > 1 ? Int(parts[1]) : 80 else {
            throw HardwareProblem(.invalidParameter, "the proxy '\(text)' is not an address with a port")
        }
        return .server(host: String(host), port: port)
    }

    /// Answers that may be another one next time.
    private static let passing: Set = [429, 500, 502, 503, 504]
}
