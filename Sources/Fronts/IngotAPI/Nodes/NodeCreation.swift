import IngotContracts
import IngotModel
import IngotStorage

/// A new node, as a caller wants it.
struct NodeCreation: Sendable {
    let services: APIServices

    /// Nodes of clients that know no `enroll` start as available (contract: `states.json`, `version_rewrites`).
    func draft(_ body: [String: JSONValue], _ context: APIContext) throws -> Node {
        let version = context.version
        try NodeFields.table.require(NodesCollection.required, in: body)
        var node = Node(id: .random(), driver: "", createdAt: services.now)
        node.conductorGroup = services.configuration.defaultConductorGroup
        node.resourceClass = services.configuration.defaultResourceClass
        try NodeFields.table.create(&node, from: body, version: version)
        try settleOwner(of: &node, context)
        if node.resourceClass == "" { node.resourceClass = services.configuration.defaultResourceClass }
        node.provisionState = version.knows(since: 11) ? .enroll : .available
        if node.instanceName == nil { node.instanceName = node.instanceInfo["display_name"]?.string }
        try NodeCheck.values(of: node, changed: Set(body.keys), version: version)
        return node
    }

    /// Who may not create nodes for everybody may create them for the own project, which then owns them.
    private func settleOwner(of node: inout Node, _ context: APIContext) throws {
        guard !context.allows(NodeRules.create, node.policyTarget) else { return }
        let project = context.caller.projectID
        if node.owner == nil { node.owner = project }
        try context.authorize(NodeRules.createOwn, node.policyTarget)
        guard project != nil, node.owner == project else {
            throw APIError.invalid(
                "You may create nodes for your own project alone; leave 'owner' out, or name the project")
        }
    }
}
