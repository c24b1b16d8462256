import AsyncHTTPClient
import IngotHardware
import IngotModel
import Logging
import NIOCore
import NIOHTTP1

/// Looks at images from the conductor's side, without fetching them.
package struct ImageSource: Sendable {
    private let http: HTTPClient
    private let timeout: Duration
    private let logger: Logger

    package init(http: HTTPClient, timeout: Duration, logger: Logger) {
        self.http = http
        self.timeout = timeout
        self.logger = logger
    }

    /// Tells that the image is there, and its size where the server says so; does not look where the timeout is zero.
    ///
    /// - Throws: ``HardwareProblem`` where the server says that it is not. A server that cannot be reached from here,
    ///   or that knows no `HEAD`, is no proof: the agent may see it from where it stands.
    func inspect(_ url: String, authorization: String?) async throws(HardwareProblem) -> String {
        let shown = url.withoutSecrets
        guard timeout > .zero else { return "image \(shown) is not looked at from here and left to the agent" }
        var request = HTTPClientRequest(url: url)
        request.method = .HEAD
        if authorization != nil { return "image \(shown) needs its own authorization and is left to the agent" }
        let response: HTTPClientResponse
        do {
            response = try await http.execute(request, timeout: timeout.asTimeAmount, logger: logger)
        } catch {
            return "image \(shown) cannot be seen from the conductor (\(error)); left to the agent"
        }
        switch response.status.code {
        case 200..<300:
            let size = response.headers.first(name: "Content-Length").map { ", \($0) bytes" } ?? ""
            return "image \(shown) is there\(size)"
        case 404, 410:
            throw HardwareProblem(
                .failed,
                "the image server answered \(response.status.code) for \(shown); correct instance_info/image_source")
        default:
            return "the image server answered \(response.status.code) to HEAD for \(shown); left to the agent"
        }
    }
}
