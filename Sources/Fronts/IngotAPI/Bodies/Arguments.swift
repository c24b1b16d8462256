import Hummingbird
import IngotModel

/// The arguments of a call without a body schema: they may come in a JSON object, in the query, or some here and some
/// there, each once (peer: ironic's `args` makes a list of those that come twice, which no argument may be).
struct Arguments {
    private(set) var values: [String: JSONValue]

    init(_ values: [String: JSONValue]) { self.values = values }

    /// - Throws: ``APIError`` (400) for a name that is neither in `known` nor in `query`, and for one that comes twice.
    init(
        _ request: Request, _ context: APIContext, known arguments: [Argument], query: [QueryParameter] = []
    ) async throws {
        let known = Set(arguments.map(\.name) + query.map(\.name))
        values = [:]
        let parameters = try QueryParameters(request).all
        if let (name, _) = parameters.first(where: { $1.count > 1 }) { throw Self.repeated(name) }
        for (name, texts) in parameters { values[name] = texts.first.map(JSONValue.string) }
        if let body = try await JSONBody.optional(request, context), !body.isNull {
            guard let members = body.object else {
                throw APIError.invalid("The body must be an object, not \(body.kind)")
            }
            if let name = members.keys.sorted().first(where: { values[$0] != nil }) { throw Self.repeated(name) }
            values.merge(members) { _, fromBody in fromBody }
        }
        try checkNames(known)
    }

    /// - Throws: ``APIError`` (400) for a name that is none of these.
    func checkNames(_ known: Set<String>) throws {
        guard let unknown = values.keys.sorted().first(where: { !known.contains($0) }) else { return }
        throw APIError.invalid(
            "Unknown argument '\(unknown)'; known: \(known.sorted().joined(separator: ", "))", code: "unknown_argument")
    }

    /// Those that were given, each in the one form of its type.
    ///
    /// - Throws: ``APIError`` (400) for a value of another type, and where one is missing that must be there.
    func normalized(as arguments: [Argument]) throws -> [String: JSONValue] {
        var result: [String: JSONValue] = [:]
        for argument in arguments {
            if argument.type == .flag, let flag = try flag(argument.name) {
                result[argument.name] = .bool(flag)
            } else if let value = self[argument.name] {
                result[argument.name] = try argument.type.normalized(value, field: argument.name)
            } else if argument.isRequired {
                throw Self.missing(argument.name)
            }
        }
        return result
    }

    private static func repeated(_ name: String) -> APIError {
        .invalid("The argument '\(name)' is given more than once, and takes one value")
    }

    private static func missing(_ name: String) -> APIError {
        .invalid("The argument '\(name)' is missing", code: "argument_missing")
    }

    /// Those that are left without one.
    func without(_ name: String) -> Arguments { Arguments(values.filter { $0.key != name }) }

    /// The argument; nil where it is absent or null.
    subscript(name: String) -> JSONValue? {
        guard let value = values[name], !value.isNull else { return nil }
        return value
    }

    func text(_ name: String) throws -> String? {
        guard let value = self[name] else { return nil }
        guard let text = value.string else { throw wrong(name, value.sort, "a text") }
        return text
    }

    func requiredText(_ name: String) throws -> String {
        guard let text = try text(name) else { throw Self.missing(name) }
        return text
    }

    func integer(_ name: String) throws -> Int? {
        guard let value = self[name] else { return nil }
        guard let number = value.integer ?? value.string.flatMap({ Int($0) }) else {
            throw wrong(name, value.shown, "a whole number")
        }
        return number
    }

    func flag(_ name: String) throws -> Bool? {
        guard let value = self[name] else { return nil }
        // In a query every number is a text, so that 0 and 1 are taken in a body too.
        guard let flag = value.flag ?? value.integer.flatMap({ JSONValue.string(String($0)).flag }) else {
            throw wrong(name, value.shown, "true or false")
        }
        return flag
    }

    private func wrong(_ name: String, _ found: String, _ wanted: String) -> APIError {
        .invalid("The argument '\(name)' must be \(wanted), not \(found)")
    }
}
