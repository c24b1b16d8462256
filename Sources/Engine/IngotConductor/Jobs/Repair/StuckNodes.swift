import IngotModel
import IngotStorage

/// Nodes that a conductor should be at work on, or that are held, while there is no run: they would stay so for ever
/// (peer: ironic's `_check_orphan_nodes`, which fails them whenever their conductor dies; here their runs go on).
struct StuckNodes: PeriodicJob {
    let name = "stuck nodes"
    let nodes: OwnNodes

    var interval: Duration { surroundings.settings.jobs.checkInterval }

    private var surroundings: Surroundings { nodes.surroundings }

    func tick() async throws -> Int {
        var filter = nodes.filter
        filter.states = Self.states
        filter.unmovedSince = surroundings.clock.now - surroundings.settings.jobs.patience
        return try await nodes.repair(filter, fail)
    }

    private func fail(_ seen: NodeGlance) async throws -> Bool {
        let (surroundings, now) = (surroundings, surroundings.clock.now)
        return try await NodeRepair(surroundings: surroundings, job: name).repair(seen) { node, transaction in
            let since = node.provisionUpdatedAt ?? node.createdAt
            let error =
                "\(node.provisionState.rawValue): no run works on this node, which has been so since \(since.iso8601);"
                + " how far it had come is not known; look at the machine, then ask for the verb again"
            try node.strand(because: error, at: now)
            try AgentFarewell(surroundings: surroundings, transaction: transaction).fail(node)
            return NodeRepair.Note(severity: .error, type: "provisioning", event: error)
        }
    }

    private static let states = ProvisionState.allCases.filter { ($0.isWorking || $0.isHeld) && !$0.isWaiting }
}
