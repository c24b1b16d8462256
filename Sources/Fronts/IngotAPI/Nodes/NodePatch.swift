import IngotContracts
import IngotModel
import IngotStorage

/// A caller's change to a node, checked in the contract's order.
struct NodePatch: Sendable {
    let patch: JSONPatch
    let version: Microversion
    /// Whether interfaces that the patch does not name get the new driver's defaults.
    let resetsInterfaces: Bool

    init(_ document: JSONValue, resetInterfaces: Bool?, version: Microversion) throws {
        patch = try JSONPatch(document, version: version)
        self.version = version
        resetsInterfaces = resetInterfaces ?? false
        try NodeFields.table.check(patch, version: version)
        if resetInterfaces != nil, !patch.operations.contains(where: { $0.field == "driver" && $0.kind != .remove }) {
            throw APIError.invalid("The query parameter 'reset_interfaces' needs a patch that changes the driver")
        }
    }

    /// - Parameter oldestSighting: conductors that were not seen since offer nothing.
    func apply(to node: inout Node, _ transaction: Transaction, oldestSighting: Timestamp) throws {
        let old = node
        try NodePatchGuard.before(patch, old, version: version)
        if resetsInterfaces { node.interfaces = [:] }
        var changed = try NodeFields.table.apply(patch, to: &node)
        followDependencies(&node, was: old, changed: &changed)
        try NodeCheck.values(of: node, changed: changed, version: version)
        if changed.contains("parent_node") { try NodeCheck.resolveParent(of: &node, transaction) }
        if node.driver != old.driver || node.interfaces != old.interfaces {
            try InterfaceSelection(offers: try transaction.conductors.offers(since: oldestSighting)).settle(&node)
            for kind in InterfaceKind.allCases where node.interfaces[kind] == old.interfaces[kind] {
                changed.remove(kind.field)
            }
        }
        try NodePatchGuard.after(node, was: old, changed: changed)
    }

    /// A reason goes with what it explains, and an instance takes the name that its image's facts carry.
    private func followDependencies(_ node: inout Node, was old: Node, changed: inout Set<String>) {
        if changed.contains("protected"), !node.isProtected { node.protectedReason = nil }
        if changed.contains("retired"), !node.isRetired { node.retiredReason = nil }
        if changed.contains("instance_info"), !changed.contains("instance_name"), node.instanceName == nil,
            let name = node.instanceInfo["display_name"]?.string, 1...255 ~= name.utf8.count
        {
            node.instanceName = name
        }
    }
}
