import IngotModel
import IngotStorage

/// Keeps what a failure leaves on a node true: a node that rests in a failure state shows no step as being done, and
/// one that is in maintenance for a fault says why.
struct CleaningFailures: PeriodicJob {
    let name = "cleaning failures"
    let nodes: OwnNodes

    var interval: Duration { surroundings.settings.jobs.checkInterval }

    private var surroundings: Surroundings { nodes.surroundings }

    func tick() async throws -> Int {
        var (steps, faults) = (nodes.filter, nodes.filter)
        steps.states = ProvisionState.allCases.filter(\.isFailure)
        steps.remains = .step
        faults.remains = .fault
        return try await nodes.repair(steps, tidy) + nodes.repair(faults, tidy)
    }

    private func tidy(_ seen: NodeGlance) async throws -> Bool {
        try await NodeRepair(surroundings: surroundings, job: name).repair(seen) { node, _ in
            let before = node
            node.tidyFailure()
            guard node != before else { return nil }
            return NodeRepair.Note(
                type: "cleaning",
                event: "what an earlier failure had left was set right in '\(node.provisionState.rawValue)'")
        }
    }
}

extension Node {
    fileprivate mutating func tidyFailure() {
        if provisionState.isFailure { rest() }
        if !inMaintenance { fault = nil }
        if inMaintenance, fault != nil, maintenanceReason == nil {
            maintenanceReason = lastError ?? "\(fault ?? "a fault"), whose cause was not kept"
        }
    }
}
