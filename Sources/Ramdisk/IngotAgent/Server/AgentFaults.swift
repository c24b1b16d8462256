import Hummingbird
import IngotContracts
import IngotModel

/// Turns what ends a call into the contract's body: `faultcode` and `faultstring`.
struct AgentFaults: RouterMiddleware {
    typealias Context = BasicRequestContext

    static let invalidToken = HTTPError(.unauthorized, message: "Token invalid.")

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as AgentCommandError {
            return AgentAPI.answer(error.fault, HTTPResponse.Status(code: error.code))
        } catch let error as HTTPError {
            let reason = error.body.map { ": \($0)" } ?? ""
            let code = error.status.code
            return AgentAPI.answer(
                [
                    "faultcode": code < 500 ? "Client" : "Server",
                    "faultstring": .string("\(code) \(error.status.reasonPhrase)\(reason)"),
                ], error.status)
        }
    }
}
