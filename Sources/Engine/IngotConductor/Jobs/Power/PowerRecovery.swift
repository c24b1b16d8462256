import AsyncToolkit
import IngotModel
import IngotStorage
import Synchronization

/// Ends the maintenance of nodes that are in it for their power alone, once their power interfaces answer again, if only
/// that they do not know it (peer: ironic's `_power_failure_recovery`).
struct PowerRecovery: PeriodicJob {
    let name = "power recovery"
    let nodes: OwnNodes
    let question: PowerQuestion

    private var settings: JobSettings { nodes.surroundings.settings.jobs }

    var interval: Duration { settings.powerRecoveryInterval }

    func tick() async throws -> Int {
        var filter = nodes.filter
        filter.maintenance = true
        filter.fault = PowerRepair.fault
        filter.powerInterfaces = nodes.surroundings.catalog.observingPowerInterfaces
        return try await nodes.visit(filter, recover)
    }

    private func recover(_ page: [NodeGlance]) async throws -> Int {
        let answers = Mutex<[(node: NodeGlance, state: PowerState?)]>([])
        await inParallel(page, atMost: settings.powerSyncWorkers) { seen in
            let answer: PowerState?
            switch await question.ask(seen) {
            case .state(let state): answer = state
            case .unknown: answer = nil
            case .unfit, .failed, .error: return
            }
            answers.withLock { $0.append((seen, answer)) }
        }
        var recovered = 0
        for (seen, state) in answers.withLock(\.self) where try await recover(seen, state) { recovered += 1 }
        return recovered
    }

    private func recover(_ seen: NodeGlance, _ state: PowerState?) async throws -> Bool {
        try await NodeRepair(surroundings: nodes.surroundings, job: name).repair(seen) { node, _ in
            node.powerState = state
            node.inMaintenance = false
            node.maintenanceReason = nil
            node.fault = nil
            if PowerRepair.isComplaint(node.lastError) { node.lastError = nil }
            return NodeRepair.Note(
                type: "power",
                event: "the power interface '\(node.interfaces[.power] ?? "none")' answers again and reports"
                    + " \(state.map { "'\($0.rawValue)'" } ?? "no state"); maintenance has ended")
        }
    }
}
