import IngotHardware
import IngotModel
import IngotStorage
import Logging

/// Drives one run, step by step, from wherever its journal says it stands.
///
/// `started` is written before a step's effect and `finished` after it, each together with what it changes on the node
/// and under the lease's fence. A step that waits leaves its ticket and the runner returns; heartbeat, poll, timer and
/// take-over all come back to ``drive(_:under:)``.
struct Runner: Sendable {
    let surroundings: Surroundings
    /// Tells that the process is about to end; the step in flight finishes, the next one is left to the next life.
    let isStopping: @Sendable () -> Bool

    var records: RunRecords { RunRecords(surroundings: surroundings) }
    private var patience: Patience { Patience(settings: surroundings.settings) }

    /// Goes on until the run is over, waits, or is lost to another conductor, and drops the lease.
    func drive(_ run: Run, under lease: Lease) async {
        await surroundings.leases.whileHeld(lease) { await go(on: run, under: lease) }
    }

    private func go(on begun: Run, under lease: Lease) async {
        var run = begun
        do {
            while let step = run.plan.steps.at(run.position) {
                if isStopping() { return try await records.handOver(run, under: lease) }
                guard let next = try await advance(run, step, under: lease), !next.state.isOver else { return }
                run = next
            }
            try await records.complete(run, under: lease)
        } catch let lost as LeaseLost {
            log("a run went on elsewhere", run, "\(lost)")
        } catch {
            await settle(run, after: error, under: lease)
        }
    }

    /// What passes by leaves the run as the journal has it, to be taken up again; anything else would come again for
    /// ever, so it fails the run.
    private func settle(_ run: Run, after error: any Error, under lease: Lease) async {
        log("a run was interrupted", run, "\(error)")
        do {
            if Task.isCancelled {
                try await records.handOver(run, under: lease)
            } else if let step = run.plan.steps.at(run.position), !Self.passesBy(error) {
                try await records.fail(run, step, because: "\(error)", under: lease)
            } else {
                try await records.leave(run, under: lease)
            }
        } catch {
            log("a run was left for later", run, "\(error)")
        }
    }

    private static func passesBy(_ error: any Error) -> Bool {
        switch error {
        case is CancellationError: true
        case StorageError.unavailable, StorageError.busy, StorageError.conflict: true
        case is StorageError, is HardwareProblem, is IllegalTransition, is PlanBlocker: false
        default: true
        }
    }

    /// Does or checks one step.
    ///
    /// - Returns: the run with its position moved on, or nil where it waits or is over.
    private func advance(_ run: Run, _ step: PlannedStep, under lease: Lease) async throws -> Run? {
        let surroundings = surroundings
        let (history, known) = try await surroundings.store.read { transaction in
            (
                try transaction.journal.last(run.id, stepIndex: run.position),
                try surroundings.task(run.node, arguments: run.arguments, transaction)
            )
        }
        guard var task = known else { throw LeaseLost(node: run.node, fence: lease.fence) }
        if let pause = run.pause(on: task.node) {
            try await heed(pause, run, step, under: lease)
            return nil
        }
        if let interlude = PowerInterlude(on: task.node) {
            return try await perform(interlude, during: run, task, under: lease)
        }
        task.mark = "\(run.id)/\(run.position)"
        let begun = history == nil ? surroundings.clock.now : nil
        if history == nil || history?.kind == .started { try await records.start(run, step, under: lease) }
        let outcome: StepOutcome
        do {
            outcome = try await surroundings.leases.act(under: lease) {
                let bodies = StepBodies(surroundings: surroundings, work: StepWork(run: run, lease: lease))
                return try await perform(try bodies.body(of: step, on: task.node), step, history, task)
            }
        } catch let ended where ended is CancellationError || ended is LeaseLost {
            throw ended
        } catch let error as StorageError where Self.passesBy(error) {
            throw error
        } catch {
            try await records.fail(run, step, because: "\(error)", under: lease)
            return nil
        }
        switch outcome {
        case .finished(let result):
            let next = try await records.finish(run, step, result, under: lease)
            await measure(step, of: run, on: task.node, begun: begun)
            return next
        case .suspended(let ticket, let interval, let detail, let until):
            let waiting = Waiting(
                ticket: ticket, interval: interval, detail: detail, until: until,
                lastHeartbeat: task.agent?.lastHeartbeat)
            try await wait(run, step, waiting, task, under: lease)
            return nil
        case .held:
            try await records.hold(run, history, under: lease)
            return nil
        }
    }

    /// Leaves a run alone whose node is in maintenance, or ends it, as the settings say.
    private func heed(_ pause: String, _ run: Run, _ step: PlannedStep, under lease: Lease) async throws {
        guard !surroundings.settings.allowsProvisioningInMaintenance else {
            return try await records.leave(run, under: lease)
        }
        try await records.abort(
            run, step,
            because: "while \(pause); work is not to wait for the end of maintenance"
                + " (conductor.provisioning_in_maintenance); end it, then ask for the verb again", under: lease)
    }

    /// Lets the run wait, or ends it where it has waited too long.
    private func wait(
        _ run: Run, _ step: PlannedStep, _ waiting: Waiting, _ task: NodeTask, under lease: Lease
    ) async throws {
        let now = surroundings.clock.now
        let deadline = patience.deadline(of: run, waiting, at: now)
        guard now >= deadline, !task.node.pausesDeadline else {
            return try await records.suspend(run, waiting, until: deadline, under: lease)
        }
        let overdue = try await EvidenceSearch(surroundings: surroundings).overdue(run, step, waiting, task)
        try await records.fail(run, step, because: overdue.text, seeing: overdue.observations, under: lease)
    }

    private func perform(
        _ body: any StepBody, _ step: PlannedStep, _ history: JournalEntry?, _ task: NodeTask
    ) async throws -> StepOutcome {
        switch history?.kind {
        case .suspended: return try await body.check(history?.ticket ?? .null, task)
        case .started where step.repetition != .repeatable: return try await body.recover(task)
        default: return try await body.run(task)
        }
    }

    private func log(_ message: Logger.Message, _ run: Run, _ reason: String) {
        surroundings.logger.warning(
            message, metadata: ["node.uuid": "\(run.node)", "run.id": "\(run.id)", "reason": "\(reason)"])
    }
}

/// What a suspended step waits for.
struct Waiting: Sendable {
    var ticket: JSONValue
    var interval: Duration
    var detail: String?
    /// When the wait ends by itself; nil where that is up to others.
    var until: Timestamp?
    /// The heartbeat that was known when the step was looked at.
    var lastHeartbeat: Timestamp?
}
