import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Ports: create, list (also below a node), show, change, delete.
struct PortsCollection: ResourceCollection {
    typealias Resource = PortView

    let services: APIServices

    static let path = "ports"
    static let member = "ports"
    static let parameter = "port"
    static let table = PortFields.table
    static let gates = CollectionGates(hasDetailRoute: true)
    static let rules = CollectionRules.owned("port")
    static let filters = PortListQuery.parameters
    static let required = ["address"]
    static let alsoTaken = [Argument("node_ident", since: 94)]

    var endpoints: [Endpoint] {
        let parents: [(path: String, since: Int)] = [("/nodes/{node}/ports", 1), ("/portgroups/{portgroup}/ports", 24)]
        return standardEndpoints
            + parents.flatMap {
                listEndpoints(at: $0.path, since: $0.since) + refusedEndpoints(below: $0.path, since: $0.since)
            }
    }

    func filter(_ query: QueryParameters, _ context: APIContext) throws -> PortListQuery {
        try PortListQuery(query, context)
    }

    func records(
        _ filter: PortListQuery, _ page: Page, _ transaction: Transaction, _ context: APIContext
    ) throws -> [Port] {
        try filter.ports(page, transaction, context)
    }

    func find(_ reference: String, _ transaction: Transaction, _ context: APIContext) throws -> Port {
        let port = try Self.port(reference, transaction)
        for rule in context.access.rules {
            try NodeChildAccess.check(rule, on: port.node, of: "port", reference, transaction, context)
        }
        return port
    }

    func views(_ records: [Port], _ transaction: Transaction, _ context: APIContext) throws -> [PortView] {
        records.map { PortView(record: $0, links: context.links, version: context.version) }
    }

    func create(
        _ body: [String: JSONValue], _ transaction: Transaction, _ context: APIContext
    ) throws -> Port {
        try PortFields.table.require(Self.required, in: body)
        var fields = body
        let node = try NodeReference(takenFrom: &fields, since: 94, of: "port", context)
            .node(creating: "baremetal:port:create", transaction, context)
        try NodeWriter.checkUnlocked(node.id, transaction, now: services.now)
        // A stand-in, as the field table replaces it by the body's address, which is there.
        guard let address = MACAddress("00:00:00:00:00:00") else { throw APIError.invalid("No address") }
        var port = Port(id: .random(), node: node.id, address: address, createdAt: services.now)
        try PortFields.table.create(&port, from: fields, version: context.version)
        let given = Set(fields.keys)
        try PortCheck.values(of: &port, changed: given, version: context.version)
        try PortMembership.settle(
            port, changed: given, isNew: true, transaction, version: context.version, now: services.now)
        try transaction.ports.insert(port)
        return port
    }

    func update(
        _ change: ResourceChange<Port>, _ transaction: Transaction, _ context: APIContext
    ) throws -> Port {
        var port = change.new
        try NodeWriter.checkUnlocked(change.old.node, transaction, now: services.now)
        try PortCheck.values(of: &port, changed: change.fields, version: context.version)
        var node = try NodeReference.node(change.old.node, of: "port", transaction)
        if change.fields.contains("node_uuid") {
            node = try NodeReference.node(port.node, movedFrom: node, of: "port", transaction, context)
        }
        try PortCheck.change(change.fields, of: port, on: node, version: context.version)
        try PortMembership.settle(
            port, changed: change.fields, transaction, version: context.version, now: services.now)
        return try transaction.ports.update(port)
    }

    func delete(_ record: Port, _ transaction: Transaction, _ context: APIContext) throws {
        let reference = try context.reference(Self.parameter)
        guard PortID(reference) != nil else {
            throw APIError.invalid("A port is deleted by its UUID, not by '\(reference)'", code: "invalid_uuid")
        }
        try NodeWriter.checkUnlocked(record.node, transaction, now: services.now)
        let node = try transaction.nodes.find(record.node)
        if record.internalInfo["tenant_vif_port_id"]?.string != nil, node?.inMaintenance == false {
            throw APIError.conflict(
                "Port \(record.id) has a VIF attached; detach it first, or set maintenance", code: "vif_attached")
        }
        try transaction.ports.delete(record.id)
    }

    /// The port that a caller named by UUID or name.
    ///
    /// - Throws: ``APIError`` (404).
    static func port(_ reference: String, _ transaction: Transaction) throws -> Port {
        let port =
            if let id = PortID(reference) {
                try transaction.ports.find(id)
            } else {
                try transaction.ports.find(name: reference)
            }
        guard let port else { throw APIError.notFound("port", reference) }
        return port
    }
}
