import IngotModel

/// What a periodic job needs to know of a node.
///
/// Everything else is left at its default, so that the value is never written back.
package struct NodeGlance: Sendable {
    package let node: Node

    package var id: NodeID { node.id }
    package var revision: Int64 { node.revision }
}

extension Table where Entity == Node {
    /// The node's columns as far as ``NodeGlance`` has them.
    static let glances = Table(
        "node", entity: "node", key: ["uuid"], columns: nodes.columns.filter { seen.contains($0.name) },
        make: nodes.make)

    private static let seen: Set<String> = Set(InterfaceKind.allCases.map(\.field)).union([
        "uuid", "revision", "created_at", "name", "driver", "driver_info", "properties", "driver_internal_info",
        "conductor_group", "disable_power_off", "maintenance", "fault", "provision_state", "target_provision_state",
        "provision_updated_at", "power_state", "target_power_state", "last_error",
    ])
}
