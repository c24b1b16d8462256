import AsyncToolkit
import IngotModel
import IngotStorage
import Synchronization

/// Compares nodes with their machines, and does what the verdict on each is.
struct PowerComparison: Sendable {
    let nodes: OwnNodes
    let question: PowerQuestion
    let failures: PowerFailures

    private var surroundings: Surroundings { nodes.surroundings }
    private var settings: JobSettings { surroundings.settings.jobs }

    /// The nodes whose power is worth comparing: they rest, nothing is about to change their power, and somebody can
    /// tell.
    var filter: IdleNodeFilter {
        var filter = nodes.filter
        filter.states = Self.states
        filter.statesAreUsual = true
        filter.maintenance = false
        filter.awaitsPower = false
        filter.powerInterfaces = surroundings.catalog.observingPowerInterfaces
        return filter
    }

    /// Nobody has verified yet what there is to know of nodes in enrolment, nor of those whose adoption failed (peer:
    /// ironic's `SYNC_EXCLUDED_STATES`); and where somebody is at work, steps switch the machine.
    private static let states = ProvisionState.allCases.filter {
        ![.enroll, .adoptFailed].contains($0) && !$0.isWorking && !$0.isWaiting && !$0.isHeld
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
        let isChanged = try await PowerRepair(surroundings: surroundings, seen: seen).carryOut(
            verdict, attempt: count + 1)
        switch verdict {
        case .agreed, .relieved, .adopted: failures.clear(seen.id)
        case .counted: failures.add(seen.id)
        // What could not be asked for, as the node or the queue had no room for it, was not tried.
        case .forced: if isChanged { failures.add(seen.id) }
        // Where that cannot be written, it is tried again; once it is, the node is asked no more, and so forgotten.
        case .givenUp: break
        }
        return isChanged
    }
}
