import IngotContracts
import IngotModel
import IngotStorage

/// A new node, as a caller wants it.
struct NodeCreation: Sendable {
    let services: APIServices

    func create(_ body: [String: JSONValue], _ context: APIContext) async throws -> NodeView {
        let draft = try draft(body, version: context.version)
        let now = services.now
        let oldest = services.oldestSighting
        return try await services.store.write { transaction in
            var node = draft
            try InterfaceSelection(offers: try transaction.conductors.offers(since: oldest)).settle(&node)
            try NodeCheck.resolveParent(of: &node, transaction)
            try transaction.nodes.insert(node)
            transaction.ringAfterCommit()
            return try NodeReader.view(of: node, transaction, context, now: now)
        }
    }

    /// Nodes of clients that know no `enroll` start as available (contract: `states.json`, `version_rewrites`).
    private func draft(_ body: [String: JSONValue], version: Microversion) throws -> Node {
        guard body["driver"]?.isNull == false else {
            throw APIError.invalid("The field 'driver' is missing", code: "field_missing")
        }
        var node = Node(id: .random(), driver: "", createdAt: services.now)
        node.conductorGroup = services.configuration.defaultConductorGroup
        node.resourceClass = services.configuration.defaultResourceClass
        try NodeFields.table.create(&node, from: body, version: version)
        node.provisionState = version.knows(since: 11) ? .enroll : .available
        if node.instanceName == nil { node.instanceName = node.instanceInfo["display_name"]?.string }
        try NodeCheck.values(of: node, changed: Set(body.keys), version: version)
        return node
    }
}
