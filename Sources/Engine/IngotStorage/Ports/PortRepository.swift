import IngotModel

package typealias PortRepository = EntityRepository<Port>

/// The nodes' network interfaces, each known by its address.
extension EntityRepository where Entity == Port {
    /// One page of ports.
    ///
    /// - Throws: ``StorageError/missing(entity:id:)`` when the marker is not there (any more).
    package func list(_ query: PortQuery) throws -> [Port] { try list(query.listing) }

    /// The nodes that own any of these addresses, each once.
    package func nodes(withAddresses addresses: [MACAddress]) throws -> [NodeID] {
        try connection.rows(
            "SELECT DISTINCT node_uuid FROM port WHERE address IN \(list: addresses) ORDER BY node_uuid"
        )
        .map { try $0.value("node_uuid", in: "port") }
    }
}
