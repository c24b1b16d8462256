import IngotModel
import IngotStorage

/// The volumes on storage networks that nodes use.
struct VolumeTargetsCollection: VolumeCollection {
    typealias Resource = VolumeTargetView

    let services: APIServices

    static let path = "volume/targets"
    static let member = "targets"
    static let parameter = "target_uuid"
    static let table = VolumeFields.targets
    static let required = ["boot_index", "node_uuid", "volume_id", "volume_type"]

    /// Who may know how volumes are reached; others see the rest.
    static let viewingRule = "baremetal:volume:view_target_properties"

    static var rules: CollectionRules {
        var rules = CollectionRules.owned("volume", update: [viewingRule])
        rules.get = .handler(["baremetal:volume:get", viewingRule])
        return rules
    }

    static func repository(_ transaction: Transaction) -> EntityRepository<VolumeTarget> { transaction.volumeTargets }

    static func draft(of node: NodeID, createdAt moment: Timestamp) -> VolumeTarget {
        VolumeTarget(id: .random(), node: node, volumeType: "", volumeID: "", bootIndex: 0, createdAt: moment)
    }

    /// How volumes are reached is shown to those whom a rule of its own names.
    func views(
        _ records: [VolumeTarget], _ transaction: Transaction, _ context: APIContext
    ) throws -> [VolumeTargetView] {
        let nodes = try transaction.nodes.find(Array(Set(records.map(\.node))))
        return records.map { target in
            VolumeTargetView(
                record: target, links: context.links,
                showsProperties: context.allows(
                    Self.viewingRule, nodes[target.node]?.policyTarget ?? [:]))
        }
    }
}
