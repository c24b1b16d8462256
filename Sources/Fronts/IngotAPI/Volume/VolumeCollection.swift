import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// What volume connectors and targets have in common: each belongs to a node, which is off while one is changed.
protocol VolumeCollection: ResourceCollection where Record: NodeVolume, Filter == VolumeListQuery {
    static func repository(_ transaction: Transaction) -> EntityRepository<Record>
    /// A record to be filled from a body.
    static func draft(of node: NodeID, createdAt: Timestamp) -> Record
}

/// A resource that tells of a node's place in a storage network.
protocol NodeVolume: StoredResource {
    var node: NodeID { get }
}

extension VolumeConnector: NodeVolume {}
extension VolumeTarget: NodeVolume {}

extension VolumeCollection {
    static var gates: CollectionGates {
        CollectionGates(since: VolumeFields.since, detailSince: VolumeFields.since, readsPatchesFirst: false)
    }
    static var rules: CollectionRules { CollectionRules.owned("volume") }
    static var filters: [QueryParameter] { VolumeListQuery.parameters }

    var endpoints: [Endpoint] {
        let nested = "/nodes/{node}/\(Self.path)"
        return standardEndpoints + listEndpoints(at: nested) + refusedEndpoints(below: nested)
    }

    func filter(_ query: QueryParameters, _ context: APIContext) throws -> VolumeListQuery {
        try VolumeListQuery(query, context)
    }

    func records(
        _ filter: VolumeListQuery, _ page: Page, _ transaction: Transaction, _ context: APIContext
    ) throws -> [Record] {
        let filter: VolumeFilter<Record> = try filter.filter(transaction, context)
        return try page.records(filter, of: Self.table.resource, in: Self.repository(transaction)) {
            try NodeChildAccess.visible($0.node, transaction, context) != nil
        }
    }

    func find(_ reference: String, _ transaction: Transaction, _ context: APIContext) throws -> Record {
        let resource = Self.table.resource
        guard let record = try Self.repository(transaction).find(try Record.identifier(reference)) else {
            throw APIError.notFound(resource, reference)
        }
        for rule in context.access.rules where rule != VolumeTargetsCollection.viewingRule {
            try NodeChildAccess.check(rule, on: record.node, of: resource, reference, transaction, context)
        }
        return record
    }

    func create(_ body: [String: JSONValue], _ transaction: Transaction, _ context: APIContext) throws -> Record {
        try Self.table.require(Self.required, in: body)
        var fields = body
        let node = try NodeReference(takenFrom: &fields, since: nil, of: Self.table.resource, context)
            .node(creating: "baremetal:volume:create", transaction, context)
        try NodeWriter.checkUnlocked(node.id, transaction, now: services.now)
        var record = Self.draft(of: node.id, createdAt: services.now)
        try Self.table.create(&record, from: fields, version: context.version)
        try Self.repository(transaction).insert(record)
        return record
    }

    /// Whatever the patch changes, if anything.
    func permit(_ change: ResourceChange<Record>, _ transaction: Transaction, _ context: APIContext) throws {
        let node = try NodeReference.node(change.old.node, of: Self.table.resource, transaction)
        // Whoever has just asked for the power to go off waits until it is.
        try NodeWriter.checkUnlocked(node.id, transaction, now: services.now)
        guard node.powerState == .off else { throw Self.notOff(node, "update") }
    }

    func update(
        _ change: ResourceChange<Record>, _ transaction: Transaction, _ context: APIContext
    ) throws -> Record {
        if change.fields.contains("node_uuid") {
            let node = try NodeReference.node(change.old.node, of: Self.table.resource, transaction)
            _ = try NodeReference.node(
                change.new.node, movedFrom: node, of: Self.table.resource, transaction, context)
        }
        return try Self.repository(transaction).update(change.new)
    }

    func delete(_ record: Record, _ transaction: Transaction, _ context: APIContext) throws {
        let node = try NodeReference.node(record.node, of: Self.table.resource, transaction)
        try NodeWriter.checkUnlocked(node.id, transaction, now: services.now)
        guard node.powerState == .off || node.provisionState.allowsDeletion else {
            throw Self.notOff(node, "deletion")
        }
        try Self.repository(transaction).delete(record.id)
    }

    private static func notOff(_ node: Node, _ action: String) -> APIError {
        .invalid(
            "The requested action \"\(table.resource) \(action)\" can not be performed on node \(node.id), as it is"
                + " '\(node.powerState?.rawValue ?? "in an unknown power state")'; power it off first",
            code: "node_not_off")
    }
}
