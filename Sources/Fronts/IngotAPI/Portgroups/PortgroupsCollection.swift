import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Port groups: create, list (also below a node), show, change, delete.
struct PortgroupsCollection: ResourceCollection {
    typealias Resource = StoredView<Portgroup>

    let services: APIServices

    static let path = "portgroups"
    static let member = "portgroups"
    static let parameter = "portgroup"
    static let table = PortgroupFields.table
    static let gates = CollectionGates(
        since: PortgroupFields.since, refusesItself: true, hasDetailRoute: true, readsPatchesFirst: false)
    static let rules = CollectionRules.owned("portgroup")
    static let filters = PortgroupListQuery.parameters
    static let required = ["node_uuid"]

    var endpoints: [Endpoint] {
        let nested = "/nodes/{node}/portgroups"
        return standardEndpoints + listEndpoints(at: nested, since: 24) + refusedEndpoints(below: nested, since: 24)
    }

    func filter(_ query: QueryParameters, _ context: APIContext) throws -> PortgroupListQuery {
        try PortgroupListQuery(query, context)
    }

    func records(
        _ filter: PortgroupListQuery, _ page: Page, _ transaction: Transaction, _ context: APIContext
    ) throws -> [Portgroup] {
        try filter.portgroups(page, transaction, context)
    }

    func find(_ reference: String, _ transaction: Transaction, _ context: APIContext) throws -> Portgroup {
        guard let portgroup = try transaction.portgroups.resolve(reference) else {
            throw APIError.notFound("portgroup", reference)
        }
        for rule in context.access.rules {
            try NodeChildAccess.check(rule, on: portgroup.node, of: "portgroup", reference, transaction, context)
        }
        return portgroup
    }

    func create(
        _ body: [String: JSONValue], _ transaction: Transaction, _ context: APIContext
    ) throws -> Portgroup {
        var fields = body
        let node = try NodeReference(takenFrom: &fields, since: nil, of: "port group", context)
            .node(creating: "baremetal:portgroup:create", transaction, context)
        try NodeWriter.checkUnlocked(node.id, transaction, now: services.now)
        var portgroup = Portgroup(id: .random(), node: node.id, createdAt: services.now)
        try Self.table.create(&portgroup, from: fields, version: context.version)
        try PortgroupCheck.values(of: portgroup, changed: Set(fields.keys))
        try transaction.portgroups.insert(portgroup)
        return portgroup
    }

    func update(
        _ change: ResourceChange<Portgroup>, _ transaction: Transaction, _ context: APIContext
    ) throws -> Portgroup {
        try NodeWriter.checkUnlocked(change.old.node, transaction, now: services.now)
        try PortgroupCheck.values(of: change.new, changed: change.fields)
        try PortgroupCheck.change(change, transaction, context)
        if change.fields.contains("physical_network") { try connectPorts(of: change.new, transaction) }
        return try transaction.portgroups.update(change.new)
    }

    /// Ports are on the network of their group.
    private func connectPorts(of portgroup: Portgroup, _ transaction: Transaction) throws {
        for var port in try PortgroupCheck.ports(of: portgroup, transaction) {
            guard port.physicalNetwork != portgroup.physicalNetwork else { continue }
            port.physicalNetwork = portgroup.physicalNetwork
            port.updatedAt = services.now
            try transaction.ports.update(port)
        }
    }

    func delete(_ record: Portgroup, _ transaction: Transaction, _ context: APIContext) throws {
        try NodeWriter.checkUnlocked(record.node, transaction, now: services.now)
        guard try !PortgroupCheck.hasPorts(record, transaction) else { throw PortgroupCheck.notEmpty(record) }
        try transaction.portgroups.delete(record.id)
    }
}
