import HTTPTypes
import Hummingbird
import IngotContracts
import IngotModel

/// A refusal: the status, a stable word for the reason, and a message that tells the caller what to do.
struct APIError: Error, CustomStringConvertible {
    enum Form { case application, framework, authentication, bodyLimit, notAcceptable }

    var status: Int
    var code: String
    var message: String
    var form: Form
    var headers: HTTPFields
    /// All that is in the way, where a dry run is refused.
    var blockers: [PlanBlocker] = []
    /// What lies behind it, for the log alone.
    var cause: (any Error)?

    init(status: Int, code: String, message: String, form: Form = .application, headers: HTTPFields = [:]) {
        self.status = status
        self.code = code
        self.message = message
        self.form = form
        self.headers = headers
    }

    var description: String { message }

    var response: Response {
        var response = Response.json(body.json, status: HTTPResponse.Status(code: status))
        response.headers.append(contentsOf: headers)
        return response
    }

    /// What a refusal tells besides code and message.
    var details: [String: JSONValue] { blockers.isEmpty ? [:] : ["blocked_by": .array(blockers.map(\.json))] }

    var body: ErrorBody {
        switch form {
        case .application: .application(status: status, message: message, code: code, details: details)
        case .framework: .framework(status: status, message: message, code: code)
        case .authentication: .authentication(status: status, message: message, code: code)
        case .bodyLimit: .bodyLimit(message: message, code: code)
        case .notAcceptable: .notAcceptable(message: message, code: code)
        }
    }
}
