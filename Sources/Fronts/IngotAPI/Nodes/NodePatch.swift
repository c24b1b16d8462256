import IngotContracts
import IngotModel
import IngotStorage

/// A caller's change to a node, with all that follows from it.
struct NodePatch: Sendable {
    private let change: ResourceChange<Node>
    /// Whether interfaces that the patch does not name get the new driver's defaults.
    private let resetsInterfaces: Bool

    init(_ change: ResourceChange<Node>, resetsInterfaces: Bool) {
        self.change = change
        self.resetsInterfaces = resetsInterfaces
    }

    /// The node as it would be, checked in the contract's order.
    ///
    /// - Parameter oldestSighting: conductors that were not seen since offer nothing.
    func applied(
        _ transaction: Transaction, oldestSighting: Timestamp, _ context: APIContext
    ) throws -> Node {
        let old = change.old
        var node = change.new
        // What a patch takes away counts as changed, also where the default that takes its place is what was there.
        var changed = change.fields
        if resetsInterfaces, node.driver != old.driver {
            let named = change.patch.fields
            for kind in InterfaceKind.allCases where !named.contains(kind.field) { node.interfaces[kind] = nil }
        }
        followDependencies(&node, was: old, changed: &changed)
        try NodeCheck.values(of: node, changed: changed, version: context.version)
        try NodeCheck.reasons(of: node)
        try NodeCheck.resolveReferences(of: &node, changed: changed, transaction, context)
        let check = ConductorCheck(oldestSighting: oldestSighting)
        if node.driver != old.driver || node.interfaces != old.interfaces {
            try check.driver(of: node, transaction)
            try InterfaceSelection(offers: try transaction.conductors.offers(since: oldestSighting)).settle(&node)
        }
        if node.driver != old.driver || node.conductorGroup != old.conductorGroup {
            node.conductor = try check.owner(ofNew: node, among: try check.living(transaction), transaction)
        }
        try NodePatchGuard.after(node, was: old, changed: changed)
        if node.instanceID == nil, let allocation = old.allocationID.flatMap(AllocationID.init) {
            try end(allocation, of: &node, transaction)
        }
        return node
    }

    /// A node without its instance is no longer allocated.
    private func end(_ allocation: AllocationID, of node: inout Node, _ transaction: Transaction) throws {
        node.allocationID = nil
        if try transaction.allocations.find(allocation) != nil { try transaction.allocations.delete(allocation) }
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
