import AsyncToolkit
import IngotModel
import IngotStorage
import Synchronization

/// Compares nodes with their machines, and does what the verdict on each is.
struct PowerComparison: Sendable {
    let nodes: OwnNodes
    let question: PowerQuestion
    let failures: PowerFailures

    static let fault = "power failure"
    private static let job = "power sync"

    private var surroundings: Surroundings { nodes.surroundings }
    private var settings: JobSettings { surroundings.settings.jobs }

    /// The nodes whose power is worth comparing: they rest, nothing is about to change their power, and somebody can tell.
    var filter: IdleNodeFilter {
        var filter = nodes.filter
        filter.states = Self.states
        filter.statesAreUsual = true
        filter.maintenance = false
        filter.awaitsPower = false
        filter.powerInterfaces = surroundings.catalog.observingPowerInterfaces
        return filter
    }

    /// Nodes in enrolment have not been verified yet; in all other states but these, steps switch the machine.
    private static let states = ProvisionState.allCases.filter {
        $0 != .enroll && !$0.isWorking && !$0.isWaiting && !$0.isHeld
    }

    /// - Returns: how many nodes were changed.
    func compare(_ page: [NodeGlance]) async throws -> Int {
        let outcome = Mutex<(changed: Int, error: (any Error)?)>((0, nil))
        await inParallel(page, atMost: settings.powerSyncWorkers) { seen in
            do {
                if try await compare(seen) { outcome.withLock { $0.changed += 1 } }
            } catch {
                outcome.withLock { $0.error = error }
            }
        }
        let (changed, error) = outcome.withLock { $0 }
        if let error { throw error }
        return changed
    }

    private func compare(_ seen: NodeGlance) async throws -> Bool {
        let sighting = await question.ask(seen)
        try Task.checkCancellation()
        let count = failures.count(seen.id)
        let verdict = PowerVerdict.on(seen.node, sighting, after: count, settings)
        switch verdict {
        case .agreed, .adopted, .givenUp: failures.clear(seen.id)
        case .forced, .counted: failures.add(seen.id)
        }
        return try await carryOut(verdict, seen, attempt: count + 1)
    }

    private func carryOut(_ verdict: PowerVerdict, _ seen: NodeGlance, attempt: Int) async throws -> Bool {
        let interface = seen.node.interfaces[.power] ?? "none"
        let repair = NodeRepair(surroundings: surroundings, job: Self.job)
        switch verdict {
        case .agreed, .counted: return false
        case .adopted(let state):
            return try await repair.repair(seen) { node, _ in
                let known = node.powerState?.rawValue ?? "not known"
                node.powerState = state
                return NodeRepair.Note(
                    type: "power",
                    event: "the power interface '\(interface)' reports '\(state.rawValue)'; it was \(known) before")
            }
        case .forced(let target, let state): return try await force(target, seen, state, attempt, repair)
        case .givenUp(let problem, let state):
            return try await repair.repair(seen) { node, _ in
                let reason =
                    "power sync: the power interface '\(interface)' failed \(attempt) times in a row, at last: \(problem);"
                    + " look at the BMC and the node's driver_info; maintenance ends by itself once the power can be read"
                node.powerState = state
                node.inMaintenance = true
                node.maintenanceReason = reason
                node.fault = Self.fault
                node.lastError = reason
                return NodeRepair.Note(severity: .error, type: "power", event: reason)
            }
        }
    }

    /// Asks for the power state as a caller would, so that it is done under a lease and journalled.
    private func force(
        _ target: PowerTarget, _ seen: NodeGlance, _ state: PowerState, _ attempt: Int, _ repair: NodeRepair
    ) async throws -> Bool {
        let (now, attempts) = (surroundings.clock.now, settings.powerSyncAttempts)
        return try await repair.repair(seen) { node, transaction in
            guard try transaction.requests.unfinished(node.id).isEmpty else { return nil }
            try transaction.requests.insert(
                NodeRequest(node: node.id, kind: .power(target), requestedAt: now))
            return NodeRepair.Note(
                type: "power",
                event:
                    "the machine is at '\(state.rawValue)' although nobody asked for that; '\(target.rawValue)' is asked"
                    + " for (\(attempt) of \(attempts))")
        }
    }
}
