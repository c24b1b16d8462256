import Hummingbird
import IngotContracts
import IngotModel

/// A list of changes to a resource (RFC 6902), as far as the Bare Metal API takes it: add, replace and remove.
struct JSONPatch: Sendable {
    struct Operation: Sendable {
        enum Kind: String, Sendable { case add, replace, remove }

        var kind: Kind
        var path: JSONPointer
        var value: JSONValue

        /// The field that the operation is about.
        var field: String { path.steps.first ?? "" }
        /// Whether the whole field is meant, not something inside it.
        var isWholeField: Bool { path.steps.count == 1 }
    }

    var operations: [Operation]

    /// - Parameter maximumDepth: how deep what a patch makes may be nested, its place included: many patches, or many
    ///   operations of one, could otherwise make a resource that is too deep to be read again.
    /// - Throws: ``APIError`` (400) where the document is no list of such operations.
    init(_ document: JSONValue, version: Microversion, maximumDepth: Int) throws {
        guard let entries = document.array else {
            throw APIError.invalid("A patch must be a list of operations, not \(document.kind)")
        }
        guard entries.count <= Self.maximumOperations else {
            throw APIError.invalid(
                "A patch may have at most \(Self.maximumOperations) operations, not \(entries.count)",
                code: "too_many_operations")
        }
        operations = try entries.enumerated().map { index, entry in
            let operation = try Self.operation(entry, at: index, version: version)
            guard operation.value.isNested(atMost: maximumDepth - operation.path.steps.count) else {
                throw APIError(
                    status: 400, code: "body_too_deep",
                    message: "Operation \(index) of the patch would nest deeper than \(maximumDepth) levels",
                    form: .bodyLimit)
            }
            return operation
        }
    }

    /// More than anybody writes by hand, and few enough not to keep other writers waiting.
    private static let maximumOperations = 1_000

    var fields: Set<String> { Set(operations.map(\.field)) }

    private static func operation(_ entry: JSONValue, at index: Int, version: Microversion) throws -> Operation {
        guard let members = entry.object else {
            throw APIError.invalid("Operation \(index) of the patch must be an object, not \(entry.kind)")
        }
        if let unknown = members.keys.sorted().first(where: { !["op", "path", "value"].contains($0) }) {
            throw APIError.invalid("Operation \(index) of the patch has an unknown member '\(unknown)'")
        }
        guard let word = members["op"]?.string, let kind = Operation.Kind(rawValue: word) else {
            throw APIError.invalid("Operation \(index) of the patch needs an 'op' of add, replace or remove")
        }
        guard let text = members["path"]?.string, let path = JSONPointer(text, version: version) else {
            throw APIError.invalid("Operation \(index) of the patch needs a 'path' such as /extra/rack")
        }
        guard kind == .remove || members["value"] != nil else {
            throw APIError.invalid("Operation \(index) of the patch (\(word) \(text)) needs a 'value'")
        }
        return Operation(kind: kind, path: path, value: members["value"] ?? .null)
    }

    /// The document with every operation applied in order.
    ///
    /// - Throws: ``APIError`` (400) where a path leads nowhere.
    func applied(to document: [String: JSONValue]) throws -> [String: JSONValue] {
        var result = JSONValue.object(document)
        for operation in operations { try operation.apply(to: &result, along: operation.path.steps[...]) }
        return result.object ?? [:]
    }
}

extension JSONValue {
    /// Whether the value has no more levels of objects and lists than these.
    fileprivate func isNested(atMost levels: Int) -> Bool {
        guard levels >= 0 else { return false }
        return switch self {
        case .array(let values): values.allSatisfy { $0.isNested(atMost: levels - 1) } && levels > 0
        case .object(let members): members.values.allSatisfy { $0.isNested(atMost: levels - 1) } && levels > 0
        default: true
        }
    }
}

extension JSONPatch.Operation {
    /// Changes the value in place: what is inside is taken out first, so that nothing is copied on the way.
    fileprivate func apply(to container: inout JSONValue, along steps: ArraySlice<String>) throws {
        guard let step = steps.first else { return container = value }
        switch container {
        case .object(var members):
            container = .null
            try apply(to: &members, step, steps.dropFirst())
            container = .object(members)
        case .array(var values):
            container = .null
            try apply(to: &values, step, steps.dropFirst())
            container = .array(values)
        default: throw leadsNowhere
        }
    }

    private func apply(to members: inout [String: JSONValue], _ step: String, _ rest: ArraySlice<String>) throws {
        guard rest.isEmpty else {
            guard var inner = members.updateValue(.null, forKey: step) else { throw leadsNowhere }
            try apply(to: &inner, along: rest)
            members[step] = inner
            return
        }
        if kind != .add, members[step] == nil { throw leadsNowhere }
        members[step] = kind == .remove ? Optional.none : value
    }

    private func apply(to values: inout [JSONValue], _ step: String, _ rest: ArraySlice<String>) throws {
        if rest.isEmpty, kind == .add, step == "-" { return values.append(value) }
        guard let index = JSONPointer.index(step) else { throw leadsNowhere }
        if rest.isEmpty, kind == .add {
            guard index <= values.count else { throw leadsNowhere }
            return values.insert(value, at: index)
        }
        guard values.indices.contains(index) else { throw leadsNowhere }
        if !rest.isEmpty {
            try apply(to: &values[index], along: rest)
        } else if kind == .remove {
            values.remove(at: index)
        } else {
            values[index] = value
        }
    }

    private var leadsNowhere: APIError {
        .invalid(
            "The patch cannot \(kind.rawValue) '\(path)'. Reason: can't \(kind.rawValue) a non-existent object",
            code: "patch_failed")
    }
}
