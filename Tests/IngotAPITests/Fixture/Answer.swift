import HTTPTypes
import Hummingbird
import HummingbirdTesting
import IngotContracts
import IngotModel

/// What a client got.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let text: String
    let json: JSONValue

    init(_ response: TestResponse) {
        status = Int(response.status.code)
        headers = response.headers
        text = String(buffer: response.body)
        json = (try? JSONValue.parse(text)) ?? .null
    }

    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

    /// The message that a person would see.
    var message: String { ErrorBody.message(in: json) ?? "" }

    /// The stable word for the reason of a refusal.
    var code: String { ErrorBody.code(in: json) ?? "" }

    /// The document inside `error_message`.
    var inner: JSONValue { json["error_message"]?.string.flatMap { try? JSONValue.parse($0) } ?? .null }

    var nodes: [JSONValue] { json["nodes"]?.array ?? [] }
}
