/// Why a node cannot be given to an allocation, in the order in which it is looked at.
package enum AllocationObstacle: String, Sendable, Hashable, CaseIterable {
    case otherResourceClass = "are of another resource class"
    case noCandidate = "are not among the candidate nodes"
    case foreign = "belong to another project"
    case lacksTraits = "lack some of the traits"
    case unavailable = "are not in the state 'available'"
    case associated = "have an instance or an allocation"
    case inMaintenance = "are in maintenance"
    case retired = "are retired"
    case powerUnknown = "have no known power state"
    case held = "are held by a conductor"
}

extension Allocation {
    /// Why the node cannot be the allocation's now, or nil where it can (peer: ironic 39.0.0,
    /// `conductor/allocations.py`).
    package func obstacle(to node: Node, lease: Lease?, at now: Timestamp) -> AllocationObstacle? {
        if node.resourceClass != resourceClass { return .otherResourceClass }
        if !candidateNodes.isEmpty, !candidateNodes.contains(node.id) { return .noCandidate }
        if let owner, node.owner != owner, node.lessee != owner { return .foreign }
        if !Set(node.traits).isSuperset(of: traits) { return .lacksTraits }
        if node.provisionState != .available { return .unavailable }
        if node.instanceID != nil || node.allocationID != nil { return .associated }
        if node.inMaintenance { return .inMaintenance }
        if node.isRetired { return .retired }
        if node.powerState == nil { return .powerUnknown }
        if let lease, lease.expiresAt > now { return .held }
        return nil
    }
}
