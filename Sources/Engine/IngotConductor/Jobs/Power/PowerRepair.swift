import IngotModel
import IngotStorage

/// Does what the verdict on a node's power is.
struct PowerRepair: Sendable {
    let surroundings: Surroundings
    let seen: NodeGlance

    /// What a node is in maintenance for whose power cannot be read or set (peer: ironic's `faults.POWER_FAILURE`).
    static let fault = Fault.power.rawValue

    /// Whether an error is one that this has left on a node.
    static func isComplaint(_ error: String?) -> Bool { error?.hasPrefix(complaint) ?? false }

    private static let complaint = "power sync: "

    /// One in so many places of the queue is for requests that no caller made.
    private static let shareOfQueue = 4

    private var repair: NodeRepair { NodeRepair(surroundings: surroundings, job: "power sync") }
    private var interface: String { "the power interface '\(seen.node.interfaces[.power] ?? "none")'" }

    /// - Returns: whether anything was changed.
    func carryOut(_ verdict: PowerVerdict, attempt: Int) async throws -> Bool {
        switch verdict {
        case .agreed, .counted: false
        case .relieved: try await relieve()
        case .adopted(let state): try await adopt(state)
        case .forced(let target, let state): try await force(target, state, attempt)
        case .givenUp(let problem, let state): try await giveUp(problem, state, attempt)
        }
    }

    private func relieve() async throws -> Bool {
        let interface = interface
        return try await repair.repair(seen) { node, _ in
            guard Self.isComplaint(node.lastError) else { return nil }
            node.lastError = nil
            return NodeRepair.Note(
                type: "power", event: "\(interface) agrees with the node again; the last error is over")
        }
    }

    private func adopt(_ state: PowerState) async throws -> Bool {
        let interface = interface
        return try await repair.repair(seen) { node, _ in
            let known = node.powerState?.rawValue ?? "not known"
            node.powerState = state
            return NodeRepair.Note(
                type: "power", event: "\(interface) reports '\(state.rawValue)'; it was \(known) before")
        }
    }

    /// Asks for the power state as a caller would, so that it is done under a lease and journalled; not while much is
    /// queued already, which leaves callers most of the queue when many machines lose their power at once.
    private func force(_ target: PowerTarget, _ state: PowerState, _ attempt: Int) async throws -> Bool {
        let (now, attempts) = (surroundings.clock.now, surroundings.settings.jobs.powerSyncAttempts)
        let limit = max(1, surroundings.settings.limits.queueLength / Self.shareOfQueue)
        return try await repair.repair(seen) { node, transaction in
            guard try transaction.requests.unfinished(node.id).isEmpty, try transaction.requests.countQueued() < limit
            else { return nil }
            try transaction.requests.insert(NodeRequest(node: node.id, kind: .power(target), requestedAt: now))
            return NodeRepair.Note(
                type: "power",
                event: "the machine is at '\(state.rawValue)' although nobody asked for that; '\(target.rawValue)' is"
                    + " asked for (\(attempt) of \(attempts))")
        }
    }

    private func giveUp(_ problem: String, _ state: PowerState?, _ attempt: Int) async throws -> Bool {
        let reason =
            "\(Self.complaint)\(interface) failed \(attempt) times in a row, at last: \(problem); look at the BMC and the"
            + " node's driver_info; maintenance ends by itself once the power can be read"
        return try await repair.repair(seen) { node, _ in
            node.powerState = state
            node.enterMaintenance(for: .power, because: reason)
            node.lastError = reason
            return NodeRepair.Note(severity: .error, type: "power", event: reason)
        }
    }
}
