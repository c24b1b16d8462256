import IngotHardware
import IngotModel

/// Takes the instance off the node's record; the machine is cleaned next.
struct TearDown: StepBody {
    func run(_ task: NodeTask) async throws -> StepOutcome {
        var result = StepResult(detail: "instance \(task.node.instanceID ?? "without UUID") was taken off the node")
        result.event = .clean
        return .finished(result)
    }
}

/// Asks the power interface for the machine's state.
struct VerifyPower: StepBody {
    let power: any PowerInterface

    func run(_ task: NodeTask) async throws -> StepOutcome {
        try await power.validate(task)
        let state = try await power.state(of: task)
        var result = StepResult(
            detail: "the power interface '\(power.name)' reports \(state?.rawValue ?? "an unknown state")")
        result.changes.powerState = state
        return .finished(result)
    }
}

/// Stands still until somebody asks for `unhold`.
struct Hold: StepBody {
    func run(_ task: NodeTask) async throws -> StepOutcome { .held }

    func check(_ ticket: JSONValue, _ task: NodeTask) async throws -> StepOutcome {
        task.node.provisionState.isHeld ? .held : .finished(StepResult(detail: "somebody let it go on"))
    }
}

/// Fails with the reason that the planner found.
struct Refuse: StepBody {
    let reason: String

    func run(_ task: NodeTask) async throws -> StepOutcome { throw HardwareProblem(.invalidParameter, reason) }
}
