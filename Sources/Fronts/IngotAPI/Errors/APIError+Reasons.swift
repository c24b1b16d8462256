import HTTPTypes
import IngotContracts
import IngotModel

/// The refusals of the API, one line a reason; statuses are those of `contract/errors.json`.
extension APIError {
    static func invalid(_ message: String, code: String = "invalid") -> APIError {
        APIError(status: 400, code: code, message: message)
    }

    static func notAcceptable(_ message: String) -> APIError {
        APIError(status: 406, code: "not_acceptable", message: message)
    }

    static func tooNew(_ what: String, since minor: Int, for version: Microversion) -> APIError {
        notAcceptable("\(what) needs API version \(Microversion(minor: minor)) or newer; the request speaks \(version)")
    }

    static func routeTooNew(status: Int, since minor: Int, form: Form = .framework) -> APIError {
        APIError(
            status: status, code: "route_too_new",
            message: "The route needs API version \(Microversion(minor: minor)) or newer", form: form)
    }

    static func notFound(_ what: String, _ reference: String) -> APIError {
        APIError(status: 404, code: "\(word(for: what))_not_found", message: "No \(what) '\(reference)' was found")
    }

    /// A resource's name as part of a code.
    private static func word(for resource: String) -> String {
        String(resource.map { $0 == " " ? "_" : $0 })
    }

    static func cannotBeRemoved(_ field: String) -> APIError {
        invalid("The field '\(field)' must have a value, so it cannot be removed", code: "field_required")
    }

    static let noRoute = APIError(
        status: 404, code: "no_route", message: "The path is not part of this API", form: .framework)

    static func methodNotAllowed(_ method: String, allowed: String) -> APIError {
        APIError(
            status: 405, code: "method_not_allowed", message: "\(method) is not possible here; possible: \(allowed)",
            form: .framework, headers: [.allow: allowed])
    }

    static let bodyTooLarge = APIError(
        status: 413, code: "body_too_large", message: "The body is larger than this route takes", form: .bodyLimit)

    /// The connection ends with it, as nobody knows where the next request would begin.
    static let bodyBroken = APIError(
        status: 400, code: "invalid",
        message:
            "The body broke off before its end, or is not framed as HTTP wants it: see Content-Length and the sizes"
            + " of its chunks", headers: [.connection: "close"])

    static let bodyOverdue = APIError(
        status: 408, code: "body_overdue",
        message: "The body did not come whole within the time that a request may take (api.request_timeout)",
        headers: [.connection: "close"])

    static func conflict(_ message: String, code: String) -> APIError {
        APIError(status: 409, code: code, message: message)
    }

    static let lockedCode = "node_locked"

    static func locked(by lease: Lease) -> APIError {
        let explanation = lease.explanation
        return conflict(explanation.prefix(1).uppercased() + explanation.dropFirst(), code: lockedCode)
    }

    /// Another one has a value that only one may have.
    static func duplicate(_ entity: String, _ field: String, _ value: String) -> APIError {
        let noun = String(entity.map { $0 == "_" ? " " : $0 })
        let article = noun.first.map { "aeiou".contains($0) } == true ? "An" : "A"
        return conflict(
            "\(article) \(noun) with the \(field) '\(value)' already exists; choose another", code: "duplicate_\(field)"
        )
    }

    static func forbidden(_ message: String, code: String) -> APIError {
        APIError(status: 403, code: code, message: message)
    }

    /// - Parameter idle: those that could serve the node but take no work.
    static func noConductor(for driver: String, group: String, idle: [ConductorRecord]) -> APIError {
        let reasons = idle.map { record in
            record.clock.isRight
                ? "; conductor '\(record.hostname)' is draining"
                : "; conductor '\(record.hostname)' takes no work, as its clock and the database's differ by"
                    + " \(abs(Int(record.clock.ahead.inSeconds))) s"
        }
        return invalid(
            "No valid host was found. Reason: No conductor service registered which supports driver \(driver). Nodes"
                + " of conductor group '\(group)' may have the drivers that GET /v1/drivers lists\(reasons.joined())",
            code: "no_valid_host")
    }

    /// What a conductor refused.
    static func conductor(status: Int, code: String, message: String) -> APIError {
        guard status != 503 else { return .unavailable(message, code: code, retryAfterSeconds: 10) }
        return APIError(status: 400...599 ~= status ? status : 500, code: code, message: message)
    }

    static func unavailable(_ message: String, code: String, retryAfterSeconds: Int) -> APIError {
        APIError(
            status: 503, code: code, message: message, headers: [.retryAfter: String(retryAfterSeconds)])
    }
}
