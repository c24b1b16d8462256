import IngotHardware
import IngotModel
import IngotStorage

/// Does one step on one child of a node, under a lease of the child's own.
///
/// What must not be done twice is noted in the parent's journal before it is done, as a node's own steps are: a child
/// that nothing is noted of has not begun.
struct ChildStep: Sendable {
    let surroundings: Surroundings
    let planned: PlannedStep
    let phase: StepPhase
    let child: NodeID
    let parent: StepWork

    /// What became of the step while the child's lease was held.
    private struct Attempt: Sendable {
        var progress: ChildProgress
        var result: Result<StepOutcome, any Error>
    }

    /// Does the step, checks it or takes it up. A child that somebody else holds is tried again later.
    ///
    /// - Throws: ``HardwareProblem`` where the step has failed, `LeaseLost` where the parent's lease is lost,
    ///   ``StorageError``.
    func goOn(from begun: ChildProgress, _ task: NodeTask) async throws -> (ChildProgress, StepOutcome) {
        guard let lease = try await take(task) else {
            return (begun, Self.later(begun, "somebody else holds it"))
        }
        surroundings.leases.hold(lease)
        let tried = await surroundings.leases.whileHeld(lease) { await attempt(begun, task, under: lease) }
        var progress = tried.progress
        do {
            let outcome = try tried.result.get()
            if case .suspended(let ticket, _, _, _) = outcome { progress.wait(for: child, ticket) }
            return (progress, outcome)
        } catch let error where wasLost(error) {
            return (progress, Self.later(progress, "its lease was lost"))
        } catch let error where error is StorageError || error is CancellationError || error is LeaseLost {
            throw error
        } catch {
            throw HardwareProblem(.failed, "child node \(child): \(error)")
        }
    }

    /// Whether the child was lost to somebody else, which is no failure of the step, and not the parent with it.
    private func wasLost(_ error: any Error) -> Bool {
        (error as? LeaseLost)?.node == child || error is CancellationError && !Task.isCancelled
    }

    private func take(_ task: NodeTask) async throws -> Lease? {
        let surroundings = surroundings
        return try await surroundings.store.write { transaction in
            try transaction.leases.check(parent.lease)
            return try surroundings.acquire(child, for: "step for parent \(task.node.id)", transaction)
        }
    }

    private func attempt(_ begun: ChildProgress, _ task: NodeTask, under lease: Lease) async -> Attempt {
        var progress = begun
        do {
            let outcome = try await act(&progress, task, under: lease)
            try await write(outcome, under: lease)
            return Attempt(progress: progress, result: .success(outcome))
        } catch {
            try? await surroundings.writeInAnyCase { try $0.leases.release(lease) }
            return Attempt(progress: progress, result: .failure(error))
        }
    }

    private func act(_ progress: inout ChildProgress, _ task: NodeTask, under lease: Lease) async throws -> StepOutcome
    {
        guard let own = try await childTask(task) else { return .finished(StepResult(detail: "it is gone")) }
        let body = try StepBodies(surroundings: surroundings, work: parent).body(of: planned, on: own.node, in: phase)
        if let ticket = progress.ticket(of: child) {
            return try await surroundings.leases.act(under: lease) { try await body.check(ticket, own) }
        }
        return try await begin(body, &progress, own, under: lease)
    }

    /// Does the step, or takes up what an earlier life has begun. A child that was lost after that was noted and before
    /// its machine was called has not begun after all.
    private func begin(
        _ body: any StepBody, _ progress: inout ChildProgress, _ own: NodeTask, under lease: Lease
    ) async throws -> StepOutcome {
        let known = progress
        var isCalled = false
        defer { if !isCalled { progress = known } }
        let mustRecover = known.hasBegun(child)
        if !mustRecover, repetition(on: own) != .repeatable {
            progress.begin(child)
            try await RunRecords(surroundings: surroundings).note(
                progress.ticket, "child node \(child) begins", of: parent)
        }
        return try await surroundings.leases.act(under: lease) {
            isCalled = true
            return try await mustRecover ? body.recover(own) : body.run(own)
        }
    }

    private func childTask(_ task: NodeTask) async throws -> NodeTask? {
        var own = try await surroundings.task(child, arguments: task.arguments)
        own?.mark = task.mark.map { "\($0)/\(child)" }
        return own
    }

    /// What the child's own interfaces say of the step.
    private func repetition(on own: NodeTask) -> Repetition {
        let offered = surroundings.catalog.stepProviders(of: own.node).flatMap {
            $0.provider.steps(in: phase, for: own)
        }
        return offered.first { $0.step.qualifiedName == planned.step.qualifiedName }?.repetition ?? planned.repetition
    }

    private func write(_ outcome: StepOutcome, under lease: Lease) async throws {
        let (surroundings, child, now) = (surroundings, child, surroundings.clock.now)
        let endsRamdisk = planned.step.powerTarget?.endsRamdisk ?? false
        try await surroundings.write { transaction in
            try transaction.leases.check(lease)
            if case .finished(let result) = outcome, let before = try transaction.nodes.find(child) {
                var node = before
                try node.take(result.changes, in: transaction, at: now)
                if node != before {
                    node.updatedAt = now
                    _ = try transaction.nodes.update(node)
                }
                let farewell = AgentFarewell(surroundings: surroundings, transaction: transaction)
                if result.forgets != nil { try farewell.forget(child) } else if endsRamdisk { try farewell.leave(node) }
            }
            try transaction.leases.release(lease)
            transaction.ringAfterCommit()
        }
    }

    private static func later(_ progress: ChildProgress, _ reason: String) -> StepOutcome {
        .suspended(ticket: progress.ticket, interval: pause, detail: reason)
    }

    private static let pause = Duration.seconds(5)
}
