import IngotModel
import IngotStorage

/// The nodes that a bulk call is about: named one by one, or by the filters of the list of nodes.
struct BulkSelection: Sendable {
    private enum Choice {
        case references([String])
        case filter(NodeQuery)
    }

    static let arguments = [Argument("nodes", .texts), Argument("filter", .object)]

    private let choice: Choice
    private let limit: Int

    /// - Throws: ``APIError``: 400 and 406 as for the filters, 400 where neither or both are given, or too many.
    init(_ arguments: Arguments, _ context: APIContext, limit: Int) throws {
        self.limit = limit
        let given = try arguments.normalized(as: Self.arguments)
        switch (given["nodes"]?.array, given["filter"]?.object) {
        case (let nodes?, nil): choice = .references(try Self.references(nodes.compactMap(\.string), limit: limit))
        case (nil, let filter?): choice = .filter(try Self.query(filter, context))
        default: throw APIError.invalid("A bulk call needs 'nodes' (a list of texts) or 'filter' (an object), not both")
        }
    }

    /// The nodes as they are called from here on.
    ///
    /// - Throws: ``APIError``: 404 for a parent node that is not there, 400 where more nodes fit than one call may
    ///   take.
    func references(_ store: Store, _ context: APIContext) async throws -> [String] {
        switch choice {
        case .references(let references): return references
        case .filter(var query):
            query.limit = limit + 1
            let (wanted, limit) = (query, limit)
            let found = try await store.read { transaction in
                var query = wanted
                query.parentNode = try query.parentNode.map {
                    try NodeReader.node($0, transaction, context).id.text
                }
                return try transaction.nodes.list(query).map(\.id.text)
            }
            guard found.count <= limit else { throw Self.tooMany(limit) }
            return found
        }
    }

    private static func references(_ nodes: [String], limit: Int) throws -> [String] {
        guard nodes.count <= limit else { throw tooMany(limit) }
        let repeated = Dictionary(grouping: nodes, by: { $0.lowercased() }).values.first { $0.count > 1 }
        if let repeated { throw APIError.invalid("The node '\(repeated[0])' is named more than once") }
        return nodes
    }

    /// No filter at all would be all nodes, which nobody means; nor does anybody mean a condition that lists pass over.
    private static func query(_ filter: [String: JSONValue], _ context: APIContext) throws -> NodeQuery {
        guard !filter.isEmpty else {
            throw APIError.invalid("The filter is empty, which would choose every node; name at least one condition")
        }
        let texts = try filter.map { name, value in (name, try text(of: value, name)) }
        if let (name, _) = texts.first(where: { $1.isEmpty }) {
            throw APIError.invalid("The filter '\(name)' is empty, which chooses every node; fill it or leave it out")
        }
        if filter["parent_node"] != nil, filter["include_children"] != nil {
            throw APIError.invalid(
                "The filters 'parent_node' and 'include_children' together would choose every node; name one of them")
        }
        let query = try QueryParameters(
            Dictionary(texts, uniquingKeysWith: { $1 }), known: NodeListQuery.parameters, version: context.version)
        return try NodeListQuery.read(query, context)
    }

    private static func text(of value: JSONValue, _ name: String) throws -> String {
        switch value {
        case .string(let text): text
        case .bool(let flag): flag ? "true" : "false"
        default: throw APIError.invalid("The filter '\(name)' must be a text or a flag, not \(value.kind)")
        }
    }

    private static func tooMany(_ limit: Int) -> APIError {
        .invalid("A bulk call takes at most \(limit) nodes; split it, or narrow the filter", code: "too_many_items")
    }
}
