import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Nodes themselves: create, list, show, change, delete.
struct NodesCollection: ResourceCollection {
    typealias Resource = NodeView

    let services: APIServices

    static let path = "nodes"
    static let member = "nodes"
    static let parameter = "node"
    static let table = NodeFields.table
    static let gates = CollectionGates(hasDetailRoute: true)
    static let rules = CollectionRules(
        list: .handler([NodeRules.listAll, NodeRules.list]), get: .node(NodeRules.get),
        create: .handler([NodeRules.create, NodeRules.createOwn]),
        update: .handler(NodePatchRules.all + [NodeRules.updateProvisionedOwner]),
        delete: .handler([NodeRules.delete, NodeRules.deleteOwn]))
    static let filters = NodeListQuery.parameters
    static let required = ["driver"]

    var endpoints: [Endpoint] {
        (standardEndpoints + listEndpoints(at: "/chassis/{chassis_uuid}/nodes")).map { endpoint in
            guard endpoint.method == .patch else { return endpoint }
            var endpoint = endpoint
            endpoint.query = [.init("reset_interfaces", .flag, since: 45)]
            return endpoint
        }
    }

    func filter(_ query: QueryParameters, _ context: APIContext) throws -> NodeQuery {
        try NodeListQuery.read(query, context)
    }

    func records(
        _ filter: NodeQuery, _ page: Page, _ transaction: Transaction, _ context: APIContext
    ) throws -> [Node] {
        try transaction.nodes.list(try settled(filter, page, transaction, context))
    }

    func written(
        _ filter: NodeQuery, _ page: Page, _ selection: FieldSelection<NodeView>, _ transaction: Transaction,
        _ context: APIContext
    ) throws -> [WrittenResource] {
        let query = try settled(filter, page, transaction, context)
        let now = services.now
        return try NodeRepresentations(services: services, selection: selection, context: context, now: now)
            .written(try transaction.nodes.stamps(query, at: now), transaction)
    }

    func shown(
        _ reference: String, _ selection: FieldSelection<NodeView>, _ context: APIContext
    ) async throws -> WrittenResource {
        // Asked before anything is read, so that what is kept at this generation is at least as new.
        let generation = services.store.stampGeneration
        let now = services.now
        let representations = NodeRepresentations(
            services: services, selection: selection, context: context, now: now)
        if let generation, let id = NodeID(reference), let stamp = services.stamps.find(id, at: generation) {
            try NodeReader.check(stamp, reference, context)
            if let kept = representations.kept(stamp) { return kept }
        }
        return try await services.store.read { transaction in
            let stamp = try context.finding(reference) {
                try NodeReader.stamp($0, transaction, context, now: now)
            }
            if let generation { services.stamps.keep(stamp, at: generation) }
            guard let written = try representations.written([stamp], transaction).first else {
                throw APIError.notFound("node", reference)
            }
            return written
        }
    }

    /// The query with what the page and the database add to it.
    private func settled(
        _ filter: NodeQuery, _ page: Page, _ transaction: Transaction, _ context: APIContext
    ) throws -> NodeQuery {
        var query = filter
        // A name that this caller cannot resolve is nobody's parent; by UUID, only nodes that may be listed are found.
        if let parent = try query.parentNode.flatMap({ try transaction.nodes.resolve($0) }),
            context.allows(NodeRules.get, parent.policyTarget)
        {
            query.parentNode = parent.id.text
        }
        if let chassis = query.chassisID.flatMap(ChassisID.init) {
            try ChassisCollection.find(chassis, transaction)
        }
        try page.apply(to: &query)
        // The order of a list would tell whom it is hidden from which nodes have the same holder.
        if query.sortKey == .reservation { try context.authorize("baremetal:node:get:reservation") }
        query.now = services.now
        // The place of a node that the caller may not see would tell of its values.
        if let marker = query.marker {
            guard let last = try transaction.nodes.stamp(marker, at: services.now),
                context.allows(NodeRules.get, last.policyTarget)
            else { throw APIError.notFound("node", marker.text) }
        }
        return query
    }

    func find(_ reference: String, _ transaction: Transaction, _ context: APIContext) throws -> Node {
        try NodeReader.node(reference, transaction, context)
    }

    func views(_ records: [Node], _ transaction: Transaction, _ context: APIContext) throws -> [NodeView] {
        try NodeReader.views(of: records, transaction, context, now: services.now)
    }

    func draft(_ body: [String: JSONValue], _ context: APIContext) throws -> Node {
        try NodeCreation(services: services).draft(body, context)
    }

    func create(_ draft: Node, _ transaction: Transaction, _ context: APIContext) throws -> Node {
        var node = draft
        // Only now, so that nodes are as old as their place among the others.
        node.createdAt = services.now
        node.signMaintenance(by: context.caller)
        let moment = services.oldestSighting
        let check = ConductorCheck(oldestSighting: moment)
        let conductors = try check.living(transaction)
        try check.driver(of: node, among: conductors, transaction)
        let offers = try services.offers.offers(of: conductors, since: moment, transaction)
        try InterfaceSelection(offers: offers).settle(&node)
        try NodeCheck.resolveReferences(of: &node, transaction, context)
        node.conductor = try check.owner(ofNew: node, among: conductors, transaction)
        try transaction.nodes.insert(node)
        transaction.ringAfterCommit()
        return node
    }

    func view(ofNew record: Node, _ transaction: Transaction, _ context: APIContext) throws -> NodeView {
        NodeReader.view(ofNew: record, context)
    }

    func check(_ patch: JSONPatch, _ context: APIContext) throws {
        try NodePatchGuard.emptiness(in: patch)
        guard try context.query.flag("reset_interfaces") == true else { return }
        guard patch.operations.contains(where: { $0.field == "driver" && $0.kind != .remove }) else {
            throw APIError.invalid("The query parameter 'reset_interfaces' needs a patch that changes the driver")
        }
    }

    func authorize(_ patch: JSONPatch, of record: Node, _ context: APIContext) throws {
        try NodePatchRules.check(patch, on: record, context)
    }

    func permit(_ change: ResourceChange<Node>, _ transaction: Transaction, _ context: APIContext) throws {
        try NodeWriter.checkUnlocked(change.old.id, transaction, now: services.now)
        try NodePatchGuard.before(change.patch, change.old, version: context.version)
        try NodePatchGuard.owner(change.patch, change.old, transaction, context)
    }

    func update(
        _ change: ResourceChange<Node>, _ transaction: Transaction, _ context: APIContext
    ) throws -> Node {
        var node = try NodePatch(change, resetsInterfaces: try context.query.flag("reset_interfaces") ?? false)
            .applied(transaction, oldestSighting: services.oldestSighting, context)
        node.signMaintenance(was: change.old, by: context.caller)
        transaction.ringAfterCommit()
        return try transaction.nodes.update(node)
    }

    func delete(_ record: Node, _ transaction: Transaction, _ context: APIContext) throws {
        if !context.allows(NodeRules.delete, record.policyTarget) {
            try context.authorize(NodeRules.deleteOwn, record.policyTarget)
        }
        try NodeWriter.checkUnlocked(record.id, transaction, now: services.now)
        try NodeDeletion(services: services).check(record)
        try transaction.nodes.delete(record.id)
        transaction.ringAfterCommit()
    }
}
