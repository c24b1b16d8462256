import IngotModel

/// The nodes. Changes are guarded by the revision: whoever read an older one is refused.
///
/// Every change of a node's states goes through here, so here is where the stream of events and those who measure hear
/// of it.
package struct NodeRepository {
    let connection: any Connection
    let outbox: EventOutbox
    let log: StateLog

    private var entities: EntityRepository<Node> { EntityRepository(connection: connection, table: .nodes) }

    /// - Throws: ``StorageError/duplicate(entity:field:value:)`` for `uuid`, `name` and `instance_uuid`,
    ///   ``StorageError/dangling(entity:)`` when there is no such chassis.
    package func insert(_ node: Node) throws {
        var dated = node
        dated.dateMaintenance(at: node.createdAt)
        try entities.insert(dated)
        try insertTraits(of: node)
        outbox.append(Event(.nodeCreated, of: node, at: node.createdAt))
    }

    package func find(_ id: NodeID) throws -> Node? { try entities.find(id) }

    package func find(name: String) throws -> Node? { try entities.find(name: name) }

    /// Several nodes, in one query; those that are not there are left out.
    package func find(_ ids: [NodeID]) throws -> [NodeID: Node] { try entities.find(ids) }

    /// The node that a caller means, by UUID or name.
    package func resolve(_ reference: String) throws -> Node? { try entities.resolve(reference) }

    /// One page of nodes.
    ///
    /// - Throws: ``StorageError/missing(entity:id:)`` when the marker is not there (any more).
    package func list(_ query: NodeQuery) throws -> [Node] { try entities.list(query.listing) }

    /// Whether any node fulfils the query's conditions.
    package func exists(_ query: NodeQuery) throws -> Bool { try entities.exists(query) }

    /// Writes the node back and returns it with its new revision.
    ///
    /// - Throws: ``StorageError/conflict(entity:id:)`` when the stored revision is not that of `node`,
    ///   ``StorageError/missing(entity:id:)``, ``StorageError/duplicate(entity:field:value:)``,
    ///   ``StorageError/dangling(entity:)``.
    @discardableResult
    package func update(_ node: Node) throws -> Node {
        try update(node, over: try entities.stored(node).values)
    }

    /// As ``update(_:)``, for a node that was read in this very transaction, so that it need not be read again.
    ///
    /// - Throws: ``StorageError/conflict(entity:id:)`` also where the node is gone.
    @discardableResult
    package func update(_ node: Node, over before: Node) throws -> Node {
        try update(node, over: Table.nodes.columns.map { $0.value(before) })
    }

    private func update(_ node: Node, over values: [SQLValue]) throws -> Node {
        let now = node.updatedAt ?? .now
        var dated = node
        dated.dateMaintenance(at: now, begins: Table.nodes.value("maintenance", in: values) == false)
        let maintenance = try MaintenanceChange(of: dated, over: values, in: runs, journal)
        let (changed, columns) = try Table.nodes.update(dated, over: values, on: connection)
        if columns.contains("traits") { try replaceTraits(of: changed) }
        try maintenance?.note(on: changed, at: now)
        if columns.contains("provision_state") { log.left(values, at: changed.provisionUpdatedAt ?? .now) }
        for event in NodeChange(node: changed, columns: columns).events(at: now) {
            outbox.append(event)
        }
        return changed
    }

    /// Removes the node with all that hangs on it: ports, agent record, lease, requests, runs and journal, portgroups,
    /// volumes, allocation, settings, history, inventory. Its children stay, as nobody's: lists would not show them any
    /// more as children of a node that is not there.
    ///
    /// - Throws: ``StorageError/missing(entity:id:)``.
    package func delete(_ id: NodeID) throws {
        guard let node = try find(id) else { throw StorageError.missing(entity: "node", id: id.text) }
        // What goes with the node is locked in the order of ``lock(_:)``, not in that of the schema.
        try leases.lock(id)
        _ = try runs.standing(id)
        try free(childrenOf: node)
        try entities.delete(id)
        log.left(Table.nodes.columns.map { $0.value(node) }, at: .now)
        outbox.append(Event(.nodeDeleted, of: node, at: .now))
    }

    private func free(childrenOf parent: Node) throws {
        let now = Timestamp.now
        for child in try find(try children(of: parent)).values {
            var freed = child
            freed.parentNode = nil
            freed.updatedAt = now
            try update(freed, over: child)
        }
    }

    /// The nodes that have this one, by UUID or by name, as their parent; the oldest first.
    package func children(of parent: Node) throws -> [NodeID] {
        let references = [parent.id.text, parent.name].compactMap { $0 }
        return try connection.rows(
            "SELECT uuid FROM node WHERE parent_node IN \(list: references) ORDER BY created_at, uuid"
        ).map { try $0.value("uuid", in: "node") }
    }

    /// How many nodes each shard has, by the shards' names; nil stands for nodes in no shard and comes first.
    package func shards() throws -> [(name: String?, count: Int)] {
        try connection.rows("SELECT shard, COUNT(*) AS nodes FROM node GROUP BY shard").map { row in
            (name: try row.value("shard", in: "node"), count: try row.value("nodes", in: "node"))
        }.sorted { ($0.name ?? "") < ($1.name ?? "") }
    }

    private var leases: LeaseRepository { LeaseRepository(connection: connection, proofs: LeaseProofs()) }
    private var runs: RunRepository { RunRepository(connection: connection, leases: leases, outbox: outbox) }
    private var journal: JournalRepository {
        JournalRepository(connection: connection, leases: leases, outbox: outbox)
    }

    /// The index by which nodes are found by their traits; the node's own column is what is read.
    private func replaceTraits(of node: Node) throws {
        try connection.execute("DELETE FROM node_trait WHERE node_uuid = \(node.id)")
        try insertTraits(of: node)
    }

    private func insertTraits(of node: Node) throws {
        for trait in Set(node.traits) {
            try connection.execute("INSERT INTO node_trait (node_uuid, trait) VALUES (\(node.id), \(trait))")
        }
    }
}

extension Timestamp {
    fileprivate static var now: Timestamp { SystemWallClock().now }
}
