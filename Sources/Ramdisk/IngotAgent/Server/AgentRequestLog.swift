import Hummingbird
import IngotModel
import Logging

/// A line for every call, with the token masked: these lines travel to the conductor with the system's logs.
struct AgentRequestLog: RouterMiddleware {
    typealias Context = BasicRequestContext

    let logger: Logger

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let milliseconds = Int((ContinuousClock.now - start).inSeconds * 1000)
        logger.info(
            "A call was answered",
            metadata: [
                "method": "\(request.method)", "path": "\(Self.masked(request.uri.string))",
                "status": "\(response.status.code)", "milliseconds": "\(milliseconds)",
            ])
        return response
    }

    /// The path with its query, the value of `agent_token` replaced.
    static func masked(_ path: String) -> String {
        guard let question = path.firstIndex(of: "?") else { return path }
        let query = path[path.index(after: question)...].split(separator: "&").map { pair in
            pair.hasPrefix("agent_token=") ? "agent_token=\(Secret.mask)" : String(pair)
        }
        return path[...question] + query.joined(separator: "&")
    }
}
