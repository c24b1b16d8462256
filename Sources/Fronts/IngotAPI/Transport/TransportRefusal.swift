import HTTPTypes
import IngotContracts
import IngotModel

/// Why the listener refuses what never becomes a request that a route could see.
package enum TransportRefusal: Error, Hashable, Sendable, CaseIterable {
    case unknownMethod
    case targetTooLong
    case headTooLarge
    case malformed
    case unknownExpectation

    /// What the caller gets; the connection ends with it, as nobody knows where the next request would begin.
    package struct Answer: Sendable {
        package let requestID: String
        package let status: HTTPResponse.Status
        package let headers: HTTPFields
        package let body: [UInt8]
    }

    package func answer() -> Answer {
        let refusal = error
        let requestID = "req-\(RequestID.random())"
        let body = refusal.body.json.serializedBytes()
        return Answer(
            requestID: requestID, status: .init(code: refusal.status),
            headers: [
                .contentType: "application/json", .contentLength: String(body.count), .connection: "close",
                .requestID: requestID, .legacyRequestID: requestID,
            ], body: body)
    }

    var error: APIError {
        switch self {
        case .unknownMethod:
            APIError(
                status: 501, code: "method_unknown", message: "The request's method is none that is known here",
                form: .framework)
        case .targetTooLong:
            APIError(
                status: 414, code: "target_too_long",
                message: "The URL of the request is longer than the server takes; ask for less at once",
                form: .framework)
        case .headTooLarge:
            APIError(
                status: 431, code: "head_too_large",
                message:
                    "The headers of the request are more, or longer, than the server takes; leave out what it does not need",
                form: .framework)
        case .malformed:
            APIError(
                status: 400, code: "malformed_request", message: "What was sent is no well-formed HTTP request",
                form: .framework)
        case .unknownExpectation:
            APIError(
                status: 417, code: "expectation_unknown",
                message: "The only expectation that is met here is 100-continue; leave the header Expect out",
                form: .framework)
        }
    }
}
