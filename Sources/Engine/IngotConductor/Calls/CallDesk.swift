import IngotHardware
import IngotModel
import IngotStorage
import Logging

/// Answers calls: under the node's lease where they change something, then writes what they changed and the answer in
/// one transaction.
///
/// A call is never done twice: what is broken off in between is refused, by this conductor where it still can, else by
/// whoever finds the claim without its lease (``WorkLoop``).
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
        await surroundings.leases.whileHeld(lease) { await carryOut(request, call, under: lease) }
    }

    private func carryOut(_ request: NodeRequest, _ call: HardwareCall, under lease: Lease) async {
        var interruption = Blockers.callNotBegun
        do {
            // The node as it is now that nobody else changes it.
            guard let task = try await surroundings.task(request.node, arguments: request.arguments) else {
                throw LeaseLost(node: request.node, fence: lease.fence)
            }
            do {
                let answer = try await surroundings.leases.act(under: lease) {
                    interruption = Blockers.outcomeUnknown
                    return try await perform(call, task)
                }
                try await write(answer, request, under: lease)
            } catch let refusal as PlanBlocker {
                try await refuse(request, refusal, under: lease)
            }
        } catch {
            await abandon(request, interruption, after: error, under: lease)
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
            // Where the caller was told meanwhile that nobody knows, what is known belongs on the node all the same.
            try transaction.requests.answer(
                request.id, claimedBy: surroundings.settings.hostname, state: .accepted, reply: answer.reply)
            transaction.ringAfterCommit()
        }
    }

    private func refuse(_ request: NodeRequest, _ refusal: PlanBlocker, under lease: Lease) async throws {
        try await surroundings.writeInAnyCase { transaction in
            try transaction.leases.release(lease)
            try transaction.requests.answer(
                request.id, claimedBy: lease.holder, state: .refused, reply: refusal.json)
            transaction.ringAfterCommit()
        }
    }

    /// Lets go of a call that could not be brought to its end.
    private func abandon(
        _ request: NodeRequest, _ refusal: PlanBlocker, after error: any Error, under lease: Lease
    ) async {
        log("a call was interrupted", request, error)
        do {
            try await refuse(request, refusal, under: lease)
        } catch {
            log(
                "a call that was interrupted could not be answered; that is done when its lease is over", request, error
            )
        }
    }

    private func log(_ message: Logger.Message, _ request: NodeRequest, _ error: any Error) {
        surroundings.logger.warning(
            message,
            metadata: ["node.uuid": "\(request.node)", "request": "\(request.kind.text)", "reason": "\(error)"])
    }
}
