import IngotModel
import IngotStorage

/// The names by which nodes are known to storage networks.
struct VolumeConnectorsCollection: VolumeCollection {
    typealias Resource = StoredView<VolumeConnector>

    let services: APIServices

    static let path = "volume/connectors"
    static let member = "connectors"
    static let parameter = "connector_uuid"
    static let table = VolumeFields.connectors
    static let required = ["connector_id", "node_uuid", "type"]

    static func repository(_ transaction: Transaction) -> EntityRepository<VolumeConnector> {
        transaction.volumeConnectors
    }

    static func draft(of node: NodeID, createdAt moment: Timestamp) -> VolumeConnector {
        VolumeConnector(id: .random(), node: node, type: "", connectorID: "", createdAt: moment)
    }
}
