import IngotHardware
import IngotModel
import IngotStorage

/// The floor under the deadlines of runs: nodes that wait although no run would ever go on with them, and runs that
/// nothing would ever wake (peer: ironic's `_check_cleanwait_timeouts` and its like).
struct TimeOuts: PeriodicJob {
    let name = "time-outs"
    let nodes: OwnNodes

    var interval: Duration { surroundings.settings.jobs.checkInterval }

    private var surroundings: Surroundings { nodes.surroundings }

    func tick() async throws -> Int {
        var repaired = try await wakeForgottenRuns()
        for state in ProvisionState.allCases where state.isWaiting {
            var filter = nodes.filter
            filter.states = [state]
            filter.maintenance = false
            filter.unmovedSince = surroundings.clock.now - surroundings.settings.wait(in: state)
            repaired += try await nodes.repair(filter, fail)
        }
        return repaired
    }

    private func fail(_ seen: NodeGlance) async throws -> Bool {
        let (surroundings, now) = (surroundings, surroundings.clock.now)
        return try await NodeRepair(surroundings: surroundings, job: name).repair(seen) { node, transaction in
            let agent = try transaction.agents.find(node.id)
            let task = surroundings.task(node, ports: [], agent: agent, [:], at: now)
            let state = node.provisionState
            let waited = Int((now - (node.provisionUpdatedAt ?? node.createdAt)).inSeconds)
            let error =
                "\(state.rawValue): it waited too long (\(waited) s of \(Int(surroundings.settings.wait(in: state).inSeconds)))"
                + " and no run was there to go on with it; \(task.agentEvidence); look at the machine's console, then ask"
                + " for the verb again"
            try node.strand(because: error, at: now)
            try AgentFarewell(surroundings: surroundings, transaction: transaction).fail(node)
            return NodeRepair.Note(severity: .error, type: "provisioning", event: error)
        }
    }

    private func wakeForgottenRuns() async throws -> Int {
        let (now, filter) = (surroundings.clock.now, nodes.filter)
        return try await surroundings.store.write { transaction in
            let woken = try transaction.runs.wakeForgotten(
                at: now, hardwareTypes: filter.hardwareTypes, group: filter.group,
                held: ProvisionState.allCases.filter(\.isHeld))
            if woken > 0 { transaction.ringAfterCommit() }
            return woken
        }
    }
}
