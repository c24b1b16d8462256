import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// The one place where errors of the layers below become statuses.
extension APIError {
    init(translating error: any Error) {
        self =
            switch error {
            case let error as APIError: error
            case let error as StorageError: Self.of(error)
            case let error as JSONSyntaxError: .invalid("The body is not valid JSON: \(error)", code: "invalid_json")
            case let error as WireShapeError: .invalid("The body has not the right shape: \(error)")
            case let error as IllegalTransition: .invalid("\(error)", code: "invalid_state_requested")
            case let error as PlanBlocker: APIError(status: error.status, code: error.code, message: error.message)
            case let error as HTTPError where error.status == .notFound: .noRoute
            case let error as any HTTPResponseError: Self.of(error)
            case is CancellationError:
                .unavailable("The call was given up before it was done", code: "cancelled", retryAfterSeconds: 1)
            default:
                APIError(
                    status: 500, code: "internal",
                    message: "An unexpected error has happened; the server's log has it under the request's identifier")
            }
    }

    private static func of(_ error: any HTTPResponseError) -> APIError {
        let code = Int(error.status.code)
        return APIError(status: code, code: "http_\(code)", message: "\(error)", form: .framework)
    }

    /// What was found when the call began was deleted before it was done.
    private static func gone(_ entity: String) -> APIError {
        APIError(
            status: 404, code: "\(entity)_not_found",
            message: "The \(entity), or the node that it belongs to, was deleted meanwhile")
    }

    /// Where the database is and what it says is for the operator's eyes, in the log: anybody may ask `/readyz`.
    private static func passing(_ what: String, code: String, _ wait: Duration) -> APIError {
        let seconds = max(1, Int(wait.inSeconds.rounded(.up)))
        return .unavailable("\(what); try again in \(seconds) s", code: code, retryAfterSeconds: seconds)
    }

    private static func of(_ error: StorageError) -> APIError {
        switch error {
        case .duplicate(let entity, let field, let value): duplicate(entity, field, value)
        case .conflict:
            .conflict("Somebody else changed the same object meanwhile; read it again and retry", code: "conflict")
        case .missing(let entity, _): gone(entity)
        case .dangling(let entity): gone(entity)
        case .unstorable(let what): .invalid("The request has a value that cannot be stored: \(what)")
        case .unavailable(_, let wait):
            passing("The database cannot be reached at the moment", code: "database_unavailable", wait)
        case .busy(_, let wait):
            passing("The database is busy with other work at the moment", code: "database_busy", wait)
        default:
            APIError(
                status: 500, code: "storage",
                message: "The database refused the work; the server's log has it under the request's identifier")
        }
    }
}
