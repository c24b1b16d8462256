import Hummingbird
import IngotModel
import Synchronization

/// `GET /openapi.json`: the description of this very server.
struct OpenAPIController: Sendable {
    private let document: OnceMade

    init(services: APIServices) { document = OnceMade { OpenAPIDocument(services).json } }

    private static let answer = EndpointAnswer.object(
        "description",
        [
            .init("openapi", .anyText), .init("info", .object), .init("servers", .objects),
            .init("paths", .object), .init("components", .object),
        ])

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/openapi.json", .everybody, answer: Self.answer, "Describes the API to machines (OpenAPI 3.1)."
            ) { _, _ in
                .json(document.value)
            }
        ]
    }

    /// Made when somebody asks for the first time.
    private final class OnceMade: Sendable {
        private let made = Mutex<JSONValue?>(nil)
        private let make: @Sendable () -> JSONValue

        init(_ make: @escaping @Sendable () -> JSONValue) { self.make = make }

        var value: JSONValue {
            made.withLock { made in
                let value = made ?? make()
                made = value
                return value
            }
        }
    }
}
