import IngotHardware
import IngotModel
import IngotStorage

/// Does one step on the children of a node, one child after the other (``ChildStep``).
///
/// A child is not moved through the state machine; a step that waits there is awaited here, its ticket kept in this
/// step's (peer: ironic's `execute_step_on_child_nodes`, which refuses steps that wait). After a crash each child's own
/// step says whether it is repeated, taken up or failed.
struct ChildSteps: StepBody {
    let surroundings: Surroundings
    let planned: PlannedStep
    let phase: StepPhase
    let parent: StepWork

    func run(_ task: NodeTask) async throws -> StepOutcome { try await go(on: ChildProgress(), task) }

    func check(_ ticket: JSONValue, _ task: NodeTask) async throws -> StepOutcome {
        try await go(on: ChildProgress(ticket), task)
    }

    /// Without a ticket nothing that must not be repeated has begun on any child.
    func recover(_ task: NodeTask) async throws -> StepOutcome { try await run(task) }

    private func go(on begun: ChildProgress, _ task: NodeTask) async throws -> StepOutcome {
        var progress = begun
        for child in try await children(of: task) where !progress.done.contains(child.text) {
            let outcome: StepOutcome
            (progress, outcome) = try await step(on: child).goOn(from: progress, task)
            switch outcome {
            case .finished: progress.finish(child)
            case .suspended(_, let interval, let detail, let until):
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

    private func step(on child: NodeID) -> ChildStep {
        var own = planned
        own.step.children = nil
        return ChildStep(surroundings: surroundings, planned: own, phase: phase, child: child, parent: parent)
    }
}
