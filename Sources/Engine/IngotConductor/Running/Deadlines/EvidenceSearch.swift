import AsyncToolkit
import IngotHardware
import IngotModel
import IngotStorage

/// Finds out what can be known of a machine whose step has waited too long.
struct EvidenceSearch: Sendable {
    let surroundings: Surroundings

    /// - Throws: ``StorageError``.
    func overdue(_ run: Run, _ step: PlannedStep, _ waiting: Waiting, _ task: NodeTask) async throws -> Overdue {
        let (begun, seen) = try await surroundings.store.read { transaction in
            (
                try transaction.journal.begun(run.id, stepIndex: run.position),
                try transaction.journal.observations(run.id, stepIndex: run.position, limit: Self.mostSeen)
            )
        }
        return Overdue(
            verb: run.plan.verb, state: task.node.provisionState, awaited: waiting.detail,
            needsRamdisk: step.actor == .agent, leavesDoubts: step.leavesDoubts, since: begun ?? run.startedAt,
            now: surroundings.clock.now, allowed: Patience(settings: surroundings.settings).allowed(run),
            agent: task.agent,
            powerInterface: task.node.interfaces[.power] ?? "none", power: await power(of: task),
            knownPower: task.node.powerState, seen: seen)
    }

    /// Asks the power interface once more, for a short while.
    private func power(of task: NodeTask) async -> PowerFinding {
        let limit = surroundings.settings.lastLookTimeout
        let answer = await within(limit, on: surroundings.timer) { () async -> PowerFinding in
            do { return .state(try await surroundings.catalog.power(of: task.node).state(of: task)) } catch {
                return .failed("\(error)")
            }
        }
        return answer ?? .silent(limit)
    }

    /// Enough to find the newest of each source.
    private static let mostSeen = 50
}
