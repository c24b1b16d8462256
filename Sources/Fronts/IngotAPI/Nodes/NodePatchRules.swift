import IngotModel

/// Which rule guards which field of a node (contract: `resources.json`, `node.patch_policies`).
enum NodePatchRules {
    /// The first entry whose path begins the operation's path decides.
    private static let byPath: [(prefix: String, rule: String)] =
        [
            ("instance_info", "baremetal:node:update_instance_info"), ("extra", "baremetal:node:update_extra"),
            ("driver_info", "baremetal:node:update:driver_info"),
            ("properties", "baremetal:node:update:properties"),
            ("chassis_uuid", "baremetal:node:update:chassis_uuid"),
            ("instance_uuid", "baremetal:node:update:instance_uuid"),
            ("instance_name", "baremetal:node:update_instance_info"), ("lessee", "baremetal:node:update:lessee"),
            ("owner", "baremetal:node:update:owner"), ("driver", "baremetal:node:update:driver_interfaces"),
            ("network_data", "baremetal:node:update:network_data"),
            ("conductor_group", "baremetal:node:update:conductor_group"), ("name", "baremetal:node:update:name"),
            ("retired", "baremetal:node:update:retired"), ("shard", "baremetal:node:update:shard"),
            ("parent_node", "baremetal:node:update:parent_node"),
            ("disable_power_off", "baremetal:node:update:disable_power_off"),
        ] + InterfaceKind.allCases.map { ($0.field, "baremetal:node:update:driver_interfaces") }

    private static let general = "baremetal:node:update"
    private static let cleaning = "baremetal:node:disable_cleaning"

    static let all = Set(byPath.map(\.rule) + [general, cleaning]).sorted()

    /// - Throws: ``APIError`` (403) for the first operation that its rule does not allow.
    static func check(_ patch: JSONPatch, on node: Node, _ context: APIContext) throws {
        let target = node.policyTarget
        if patch.operations.isEmpty { try context.authorize(general, target) }
        for operation in patch.operations { try context.authorize(rule(for: operation), target) }
    }

    private static func rule(for operation: JSONPatch.Operation) -> String {
        if operation.field == "automated_clean", operation.kind != .remove, operation.value.flag == false {
            return cleaning
        }
        return byPath.first { operation.field.hasPrefix($0.prefix) }?.rule ?? general
    }
}
