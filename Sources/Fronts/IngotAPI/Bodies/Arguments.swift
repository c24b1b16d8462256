import Hummingbird
import IngotModel

/// The arguments of a call without a body schema: they may come in a JSON object, in the query, or in both.
struct Arguments {
    private(set) var values: [String: JSONValue]

    init(_ values: [String: JSONValue]) { self.values = values }

    /// - Throws: ``APIError`` (400) for a name that is neither in `known` nor in `query`.
    init(
        _ request: Request, _ context: APIContext, known arguments: [Argument], query: [QueryParameter] = []
    ) async throws {
        let known = Set(arguments.map(\.name) + query.map(\.name))
        values = [:]
        for (name, text) in try QueryParameters(request).all { values[name] = .string(text) }
        if let body = try await JSONBody.optional(request, context), !body.isNull {
            guard let members = body.object else {
                throw APIError.invalid("The body must be an object, not \(body.kind)")
            }
            values.merge(members) { _, fromBody in fromBody }
        }
        if let unknown = values.keys.sorted().first(where: { !known.contains($0) }) {
            throw APIError.invalid(
                "Unknown argument '\(unknown)'; known: \(known.sorted().joined(separator: ", "))",
                code: "unknown_argument")
        }
    }

    /// The argument; nil where it is absent or null.
    subscript(name: String) -> JSONValue? {
        guard let value = values[name], !value.isNull else { return nil }
        return value
    }

    func text(_ name: String) throws -> String? {
        guard let value = self[name] else { return nil }
        guard let text = value.string else { throw wrong(name, value, "a text") }
        return text
    }

    func requiredText(_ name: String) throws -> String {
        guard let text = try text(name) else {
            throw APIError.invalid("The argument '\(name)' is missing", code: "argument_missing")
        }
        return text
    }

    func integer(_ name: String) throws -> Int? {
        guard let value = self[name] else { return nil }
        guard let number = value.integer ?? value.string.flatMap({ Int($0) }) else {
            throw wrong(name, value, "a whole number")
        }
        return number
    }

    func flag(_ name: String) throws -> Bool? {
        guard let value = self[name] else { return nil }
        guard let flag = value.flag else { throw wrong(name, value, "true or false") }
        return flag
    }

    private func wrong(_ name: String, _ value: JSONValue, _ wanted: String) -> APIError {
        .invalid("The argument '\(name)' must be \(wanted), not \(value.kind)")
    }
}
