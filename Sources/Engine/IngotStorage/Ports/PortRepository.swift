import IngotModel

/// The nodes' network interfaces, each known by its address.
package struct PortRepository {
    let connection: any Connection

    /// - Throws: ``StorageError/duplicate(field:value:)`` for `uuid`, `address` and `name`,
    ///   ``StorageError/dangling(entity:)`` when there is no such node.
    package func insert(_ port: Port) throws {
        try Table.ports.insert(port, on: connection)
    }

    package func find(_ id: PortID) throws -> Port? {
        try Table.ports.first(" WHERE uuid = \(id)", on: connection)
    }

    package func find(address: MACAddress) throws -> Port? {
        try Table.ports.first(" WHERE address = \(address)", on: connection)
    }

    package func find(name: String) throws -> Port? {
        try Table.ports.first(" WHERE name = \(name)", on: connection)
    }

    /// One page of ports.
    ///
    /// - Throws: ``StorageError/missing(entity:id:)`` when the marker is not there (any more).
    package func list(_ query: PortQuery) throws -> [Port] {
        let page = Page(
            table: .ports, sortColumn: query.sortKey.rawValue, ascending: query.ascending,
            after: query.marker?.text, limit: query.limit)
        return try page.entities(query.conditions, on: connection)
    }

    /// Writes the port back and returns it with its new revision.
    ///
    /// - Throws: ``StorageError/conflict(entity:id:)`` when the stored revision is not that of `port`,
    ///   ``StorageError/missing(entity:id:)``, ``StorageError/duplicate(field:value:)``.
    package func update(_ port: Port) throws -> Port {
        var changed = port
        changed.revision += 1
        let seen: SQL = " WHERE uuid = \(port.id) AND revision = \(port.revision)"
        guard try Table.ports.update(changed, leaving: ["created_at"], seen, on: connection) else {
            guard try find(port.id) != nil else { throw StorageError.missing(entity: "port", id: port.id.text) }
            throw StorageError.conflict(entity: "port", id: port.id.text)
        }
        return changed
    }

    /// - Throws: ``StorageError/missing(entity:id:)``.
    package func delete(_ id: PortID) throws {
        guard try connection.execute("DELETE FROM port WHERE uuid = \(id)") > 0 else {
            throw StorageError.missing(entity: "port", id: id.text)
        }
    }

    /// The nodes that own any of these addresses, each once.
    package func nodes(withAddresses addresses: [MACAddress]) throws -> [NodeID] {
        try connection.rows(
            "SELECT DISTINCT node_uuid FROM port WHERE address IN \(list: addresses) ORDER BY node_uuid"
        )
        .map { try $0.value("node_uuid", in: "port") }
    }
}
