import IngotHardware
import IngotModel
import IngotStorage

/// Answers calls: under the node's lease where they change something, then writes what they changed and the answer in
/// one transaction.
///
/// A conductor that dies in between leaves the request claimed; its next life does the call again, as each sets a value
/// and none adds to one.
struct CallDesk: Sendable {
    let surroundings: Surroundings

    private var calls: HardwareCalls { HardwareCalls(catalog: surroundings.catalog) }

    /// - Throws: ``PlanBlocker`` where the call is refused.
    func answer(_ request: NodeRequest, _ call: HardwareCall, _ task: NodeTask) async throws {
        guard try await needsLease(call, task) else {
            return try await write(try await perform(call, task), request, under: nil)
        }
        guard let lease = try await take(request) else { return }
        surroundings.leases.hold(lease)
        defer { surroundings.leases.drop(lease) }
        do {
            // The node as it is now that nobody else changes it.
            guard let task = try await surroundings.task(request.node, arguments: request.arguments) else {
                throw LeaseLost(node: request.node, fence: lease.fence)
            }
            try await write(try await perform(call, task), request, under: lease)
        } catch let refusal as PlanBlocker {
            try await refuse(request, refusal, under: lease)
        }
    }

    private func needsLease(_ call: HardwareCall, _ task: NodeTask) async throws -> Bool {
        do { return try calls.needsLease(call, task) } catch { throw Blockers.from(error) }
    }

    private func perform(_ call: HardwareCall, _ task: NodeTask) async throws -> CallAnswer {
        do {
            return try await calls.perform(call, task)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            var refusal = Blockers.from(error)
            if refusal.code == HardwareProblem.Code.unsupported.rawValue {
                refusal.message += " ('\(call.rawValue)'); give the node another \(call.interface.field)"
            }
            throw refusal
        }
    }

    /// - Returns: nil where the request is somebody else's by now.
    private func take(_ request: NodeRequest) async throws -> Lease? {
        let surroundings = surroundings
        return try await surroundings.store.write { transaction in
            guard try transaction.requests.claim(request.id, by: surroundings.settings.hostname) else { return nil }
            return try Admission.lease(request, surroundings, transaction)
        }
    }

    private func write(_ answer: CallAnswer, _ request: NodeRequest, under lease: Lease?) async throws {
        let surroundings = surroundings
        let now = surroundings.clock.now
        try await surroundings.write { transaction in
            if let lease {
                try transaction.leases.check(lease)
            } else {
                guard try transaction.requests.claim(request.id, by: surroundings.settings.hostname) else { return }
            }
            guard let before = try transaction.nodes.find(request.node) else {
                throw LeaseLost(node: request.node, fence: lease?.fence ?? 0)
            }
            var node = before
            try node.take(answer.changes, in: transaction, at: now)
            if node != before {
                node.updatedAt = now
                _ = try transaction.nodes.update(node)
            }
            if let lease { try transaction.leases.release(lease) }
            try transaction.requests.answer(request.id, state: .accepted, reply: answer.reply)
            transaction.ringAfterCommit()
        }
    }

    private func refuse(_ request: NodeRequest, _ refusal: PlanBlocker, under lease: Lease) async throws {
        try await surroundings.store.write { transaction in
            try transaction.leases.release(lease)
            try transaction.requests.answer(request.id, state: .refused, reply: refusal.json)
            transaction.ringAfterCommit()
        }
    }
}
