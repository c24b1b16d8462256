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

    /// What is wrong with taking over a node whose instance is already running; nothing where it can be done.
    ///
    /// That the node's instance, if any, is the allocation's own is for the caller to check.
    package func faultsOfTakingOver(_ node: Node) -> [String] {
        var faults: [String] = []
        if node.provisionState != .active {
            faults.append("its provision state is '\(node.provisionState.rawValue)', not 'active'")
        }
        if let resourceClass, node.resourceClass != resourceClass {
            faults.append("its resource class is '\(node.resourceClass ?? "")', not '\(resourceClass)'")
        }
        let missing = Set(traits).subtracting(node.traits).sorted()
        if !missing.isEmpty { faults.append("it lacks the traits \(missing.joined(separator: ", "))") }
        if !candidateNodes.isEmpty, !candidateNodes.contains(node.id) {
            faults.append("it is not among the candidate nodes")
        }
        return faults
    }

    /// Makes node and allocation each other's; both are then to be written in one transaction.
    package mutating func take(_ node: inout Node, at now: Timestamp) {
        self.node = node.id
        state = .active
        lastError = nil
        updatedAt = now
        node.instanceID = id.text
        node.allocationID = id.text
        node.instanceInfo["traits"] = .array(traits.map(JSONValue.string))
        node.updatedAt = now
    }
}
