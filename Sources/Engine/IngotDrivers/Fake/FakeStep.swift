import IngotHardware
import IngotModel

/// Does nothing to any machine, at once or after a delay; with one it waits as real hardware would, ticket and all.
struct FakeStep: StepBody {
    let delay: Duration
    /// What the step claims to have done.
    let result: @Sendable (NodeTask) throws -> StepResult

    init(delay: Duration, _ result: @escaping @Sendable (NodeTask) throws -> StepResult) {
        self.delay = delay
        self.result = result
    }

    init(delay: Duration, detail: String, powerState: PowerState? = nil) {
        self.init(delay: delay) { _ in
            var result = StepResult(detail: detail)
            result.changes.powerState = powerState
            return result
        }
    }

    func run(_ task: NodeTask) async throws -> StepOutcome { try await wait(task).run(task) }

    func recover(_ task: NodeTask) async throws -> StepOutcome { try await run(task) }

    func check(_ ticket: JSONValue, _ task: NodeTask) async throws -> StepOutcome {
        try await wait(task).check(ticket, task)
    }

    private func wait(_ task: NodeTask) throws -> TimedWait { TimedWait(delay, then: try result(task)) }
}
