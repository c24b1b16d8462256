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
        let (status, code, message) = words
        return APIError(status: status, code: code, message: message, form: .framework)
    }

    private var words: (status: Int, code: String, message: String) {
        switch self {
        case .unknownMethod: (501, "method_unknown", "The request's method is none that is known here")
        case .targetTooLong:
            (414, "target_too_long", "The URL of the request is longer than the server takes; ask for less at once")
        case .headTooLarge:
            (
                431, "head_too_large",
                "The headers of the request are more, or longer, than the server takes; leave out what it does not need"
            )
        case .malformed: (400, "malformed_request", "What was sent is no well-formed HTTP request")
        case .unknownExpectation:
            (
                417, "expectation_unknown",
                "The only expectation that is met here is 100-continue; leave the header Expect out"
            )
        }
    }
}
