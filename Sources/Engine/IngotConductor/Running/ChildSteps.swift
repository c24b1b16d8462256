import IngotHardware
import IngotModel
import IngotStorage

/// Does one step on the children of a node, one child after the other, each under a lease of its own.
///
/// A child is not moved through the state machine; a step that waits there is awaited here, its ticket kept in this
/// step's (peer: ironic's `execute_step_on_child_nodes`, which refuses steps that wait). After a crash each child's own
/// step says whether it is repeated, taken up or failed.
struct ChildSteps: StepBody {
    let surroundings: Surroundings
    let planned: PlannedStep
    let phase: StepPhase

    func run(_ task: NodeTask) async throws -> StepOutcome { try await go(on: Progress(), isRecovery: false, task) }

    func check(_ ticket: JSONValue, _ task: NodeTask) async throws -> StepOutcome {
        // A child without a ticket may have begun before a crash.
        try await go(on: Progress(ticket), isRecovery: true, task)
    }

    func recover(_ task: NodeTask) async throws -> StepOutcome {
        try await go(on: Progress(), isRecovery: true, task)
    }

    private func go(on begun: Progress, isRecovery: Bool, _ task: NodeTask) async throws -> StepOutcome {
        var progress = begun
        for child in try await children(of: task) where !progress.done.contains(child.text) {
            switch try await work(on: child, progress.waiting[child.text], isRecovery, task) {
            case .finished:
                progress.done.append(child.text)
                progress.waiting[child.text] = nil
            case .suspended(let ticket, let interval, let detail, let until):
                progress.waiting[child.text] = ticket
                return .suspended(
                    ticket: progress.ticket, interval: interval, detail: "child node \(child): \(detail ?? "waits")",
                    until: until)
            case .held:
                throw HardwareProblem(.invalidParameter, "a child node cannot be held; give 'hold' to the parent")
            }
        }
        return .finished(StepResult(detail: "done on \(progress.done.count) child nodes"))
    }

    private func children(of task: NodeTask) async throws -> [NodeID] {
        let limit = planned.step.children?.limit ?? []
        let all = try await surroundings.store.read { try $0.nodes.children(of: task.node) }
        return limit.isEmpty ? all : all.filter { limit.contains($0.text) }
    }

    /// Does or checks the step on one child; a child that somebody else holds is tried again later.
    private func work(
        on child: NodeID, _ ticket: JSONValue?, _ isRecovery: Bool, _ task: NodeTask
    ) async throws -> StepOutcome {
        let surroundings = surroundings
        let lease = try await surroundings.store.write { transaction in
            try surroundings.acquire(child, for: "step for parent \(task.node.id)", transaction)
        }
        guard let lease else {
            return .suspended(ticket: ticket ?? .null, interval: Self.pause, detail: "somebody else holds it")
        }
        surroundings.leases.hold(lease)
        defer { surroundings.leases.drop(lease) }
        do {
            let outcome = try await act(on: child, ticket, isRecovery, task)
            try await write(outcome, child, lease)
            return outcome
        } catch {
            try? await surroundings.writeInAnyCase { try $0.leases.release(lease) }
            if error is StorageError || error is CancellationError { throw error }
            throw HardwareProblem(.failed, "child node \(child): \(error)")
        }
    }

    private func act(
        on child: NodeID, _ ticket: JSONValue?, _ isRecovery: Bool, _ task: NodeTask
    ) async throws -> StepOutcome {
        guard var childTask = try await surroundings.task(child, arguments: task.arguments) else {
            return .finished(StepResult(detail: "it is gone"))
        }
        childTask.mark = task.mark.map { "\($0)/\(child)" }
        var own = planned
        own.step.children = nil
        let body = try StepBodies(surroundings: surroundings).body(of: own, on: childTask.node, in: phase)
        if let ticket, !ticket.isNull { return try await body.check(ticket, childTask) }
        let mustRecover = isRecovery && repetition(of: own, on: childTask) != .repeatable
        return try await mustRecover ? body.recover(childTask) : body.run(childTask)
    }

    /// What the child's own interfaces say of the step.
    private func repetition(of own: PlannedStep, on child: NodeTask) -> Repetition {
        let offered = surroundings.catalog.stepProviders(of: child.node).flatMap {
            $0.provider.steps(in: phase, for: child)
        }
        return offered.first { $0.step.qualifiedName == own.step.qualifiedName }?.repetition ?? own.repetition
    }

    private func write(_ outcome: StepOutcome, _ child: NodeID, _ lease: Lease) async throws {
        let now = surroundings.clock.now
        try await surroundings.write { transaction in
            try transaction.leases.check(lease)
            if case .finished(let result) = outcome, let before = try transaction.nodes.find(child) {
                var node = before
                try node.take(result.changes, in: transaction, at: now)
                if node != before {
                    node.updatedAt = now
                    _ = try transaction.nodes.update(node)
                }
            }
            try transaction.leases.release(lease)
            transaction.ringAfterCommit()
        }
    }

    private static let pause = Duration.seconds(5)

    /// How far the children have come.
    private struct Progress {
        var done: [String] = []
        var waiting: [String: JSONValue] = [:]

        init() {}

        init(_ ticket: JSONValue) {
            done = ticket["done"]?.array?.compactMap(\.string) ?? []
            waiting = ticket["waiting"]?.object ?? [:]
        }

        var ticket: JSONValue { ["done": .array(done.map(JSONValue.string)), "waiting": .object(waiting)] }
    }
}
