import IngotModel

/// A part of a node that is known by the node and a word of its own.
package protocol NodePart: Sendable {
    var node: NodeID { get }
    /// The word by which the node tells its parts of this kind apart.
    var key: String { get }
    var createdAt: Timestamp { get set }
}

extension BIOSSetting: NodePart {
    package var key: String { name }
}

extension FirmwareComponent: NodePart {
    package var key: String { component }
}

/// What hardware tells of itself, piece by piece: BIOS settings, firmware components.
package struct NodePartRepository<Part: NodePart> {
    let connection: any Connection
    let table: Table<Part>

    /// The node's parts, by their keys.
    package func list(_ node: NodeID) throws -> [Part] {
        try table.all(" WHERE node_uuid = \(node) ORDER BY \(keyColumn)", on: connection)
    }

    package func find(_ node: NodeID, _ key: String) throws -> Part? {
        try table.first(" WHERE node_uuid = \(node) AND \(keyColumn) = \(key)", on: connection)
    }

    /// Writes a part, over an older one with the same key; the moment of its creation stays.
    ///
    /// - Throws: ``StorageError/dangling(entity:)`` when there is no such node.
    package func upsert(_ part: Part) throws {
        var part = part
        if let old = try find(part.node, part.key) { part.createdAt = old.createdAt }
        try table.upsert(part, on: connection)
    }

    /// Forgets the parts with these keys; false when there was none of them.
    @discardableResult
    package func delete(_ node: NodeID, _ keys: [String]) throws -> Bool {
        try connection.execute(
            "DELETE FROM \(identifier: table.name) WHERE node_uuid = \(node) AND \(keyColumn) IN \(list: keys)") > 0
    }

    /// Makes these the node's parts: others are forgotten.
    package func replace(_ node: NodeID, with parts: [Part]) throws {
        let gone = Set(try list(node).map(\.key)).subtracting(parts.map(\.key))
        try delete(node, gone.sorted())
        for part in parts { try upsert(part) }
    }

    private var keyColumn: SQL { "\(identifier: table.key[1])" }
}
