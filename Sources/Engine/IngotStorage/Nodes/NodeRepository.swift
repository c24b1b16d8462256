import IngotModel

/// The nodes. Changes are guarded by the revision: whoever read an older one is refused.
package struct NodeRepository {
    let connection: any Connection

    /// - Throws: ``StorageError/duplicate(field:value:)`` for `uuid`, `name` and `instance_uuid`.
    package func insert(_ node: Node) throws {
        try Table.nodes.insert(node, on: connection)
    }

    package func find(_ id: NodeID) throws -> Node? {
        try Table.nodes.first(" WHERE uuid = \(id)", on: connection)
    }

    package func find(name: String) throws -> Node? {
        try Table.nodes.first(" WHERE name = \(name)", on: connection)
    }

    /// The node that a caller means, by UUID or name.
    package func resolve(_ reference: String) throws -> Node? {
        guard let id = NodeID(reference) else { return try find(name: reference) }
        return try find(id)
    }

    /// One page of nodes.
    ///
    /// - Throws: ``StorageError/missing(entity:id:)`` when the marker is not there (any more).
    package func list(_ query: NodeQuery) throws -> [Node] {
        let page = Page(
            table: .nodes, sortColumn: query.sortKey.rawValue, ascending: query.ascending,
            after: query.marker?.text, limit: query.limit)
        return try page.entities(query.conditions, on: connection)
    }

    /// Writes the node back and returns it with its new revision.
    ///
    /// - Throws: ``StorageError/conflict(entity:id:)`` when the stored revision is not that of `node`,
    ///   ``StorageError/missing(entity:id:)``, ``StorageError/duplicate(field:value:)``.
    package func update(_ node: Node) throws -> Node {
        var changed = node
        changed.revision += 1
        let seen: SQL = " WHERE uuid = \(node.id) AND revision = \(node.revision)"
        guard try Table.nodes.update(changed, leaving: ["created_at"], seen, on: connection) else {
            guard try find(node.id) != nil else { throw StorageError.missing(entity: "node", id: node.id.text) }
            throw StorageError.conflict(entity: "node", id: node.id.text)
        }
        return changed
    }

    /// Removes the node with its ports, agent record, lease, requests, runs and journal.
    ///
    /// - Throws: ``StorageError/missing(entity:id:)``.
    package func delete(_ id: NodeID) throws {
        guard try connection.execute("DELETE FROM node WHERE uuid = \(id)") > 0 else {
            throw StorageError.missing(entity: "node", id: id.text)
        }
    }
}
