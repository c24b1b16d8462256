import HTTPTypes
import Hummingbird
import IngotModel

/// The routes by which vendors' own methods are called, below a node and below a driver alike.
struct VendorRoutes: Sendable {
    typealias Call = @Sendable (VendorCall, APIContext) async throws -> Response

    /// What has the methods, such as `/nodes/{node}`.
    var parent: String
    /// What it is in documentation, such as `a node`.
    var noun: String
    var access: EndpointAccess
    var methods: Endpoint.Handler
    var call: Call

    /// 202 where the method goes on in the background.
    private static let answer = EndpointAnswer(status: 200, shape: .value, alternatives: [.accepted])
    private static let httpMethods: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete]

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "\(parent)/vendor_passthru/methods", access, answer: .valuesByName(.object),
                "Lists the vendor's own methods for \(noun).", methods)
        ]
            + Self.httpMethods.flatMap { method in
                [
                    endpoint(method, "\(parent)/vendor_passthru/{method}", query: []) { context in
                        try context.reference("method")
                    },
                    endpoint(method, "\(parent)/vendor_passthru", query: [.init("method")]) { context in
                        guard let name = context.query["method"], !name.isEmpty else {
                            throw APIError.invalid("The vendor's method is not named", code: "argument_missing")
                        }
                        return name
                    },
                ]
            }
    }

    private func endpoint(
        _ method: HTTPRequest.Method, _ path: String, query: [QueryParameter],
        name: @escaping @Sendable (APIContext) throws -> String
    ) -> Endpoint {
        Endpoint(
            method, path, access, query: query, body: .free("An object whose members the method knows."),
            answer: Self.answer, "Calls one of the vendor's own methods for \(noun)."
        ) { request, context in
            let body = try await JSONBody.optional(request, context) ?? [:]
            guard let information = body.isNull ? [:] : body.object else {
                throw APIError.invalid("The body of a vendor's method must be an object, not \(body.kind)")
            }
            let call = VendorCall(
                method: try name(context), httpMethod: method.rawValue, information: information)
            return try await self.call(call, context)
        }
    }
}

/// A call of a vendor's own method.
struct VendorCall: Sendable {
    var method: String
    var httpMethod: String
    /// What came with it.
    var information: [String: JSONValue]
}
