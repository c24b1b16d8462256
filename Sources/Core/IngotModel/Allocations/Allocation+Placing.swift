/// How nodes are given to allocations and taken from them; see ``AllocationObstacle`` for which nodes come into
/// question.
///
/// Peer: ironic's `conductor/allocations.py`.
extension Allocation {
    /// Why a node that is in use already cannot be given after the event; empty where it can.
    package func backfillObjections(to node: Node) -> [String] {
        var reasons = mismatches(with: node)
        if node.provisionState != .active {
            reasons.append("it is in provision state '\(node.provisionState.rawValue)', not 'active'")
        }
        return reasons
    }

    private func mismatches(with node: Node) -> [String] {
        var reasons: [String] = []
        if let resourceClass, node.resourceClass != resourceClass {
            reasons.append("its resource class is '\(node.resourceClass ?? "")', not '\(resourceClass)'")
        }
        let missing = Set(traits).subtracting(node.traits).sorted()
        if !missing.isEmpty { reasons.append("it lacks the traits \(missing.joined(separator: ", "))") }
        if !candidateNodes.isEmpty, !candidateNodes.contains(node.id) {
            reasons.append("it is none of the candidate nodes")
        }
        return reasons
    }

    /// Gives the node to the allocation: each knows the other from then on.
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

    /// Gives up: `reason` is for the caller to read.
    package mutating func fail(_ reason: String, at now: Timestamp) {
        node = nil
        state = .error
        lastError = reason
        updatedAt = now
    }

    /// Why the allocation cannot be taken from its node now; nil where it can.
    package func releaseObjection(from node: Node) -> String? {
        if node.inMaintenance { return nil }
        if node.provisionState == .active { return "it is active" }
        guard node.targetProvisionState != nil, !node.provisionState.allowsUpdate else { return nil }
        return "it is on its way from '\(node.provisionState.rawValue)'"
    }
}

extension Node {
    /// Forgets instance and allocation, which somebody else is to delete.
    package mutating func leaveAllocation(at now: Timestamp) {
        instanceID = nil
        allocationID = nil
        instanceInfo["traits"] = nil
        updatedAt = now
    }
}
