import IngotHardware
import IngotModel

/// Does nothing, at once or after a delay; with one it waits as real hardware would, ticket and all.
struct FakeStep: StepBody {
    let delay: Duration
    let detail: String
    var powerState: PowerState?

    func run(_ task: NodeTask) async throws -> StepOutcome {
        delay > .zero ? waiting(until: task.now + delay, interval: delay) : done
    }

    func recover(_ task: NodeTask) async throws -> StepOutcome { try await run(task) }

    func check(_ ticket: JSONValue, _ task: NodeTask) async throws -> StepOutcome {
        let until = Timestamp(microseconds: Int64(ticket["until"]?.integer ?? 0))
        return until > task.now ? waiting(until: until, interval: until - task.now) : done
    }

    private func waiting(until: Timestamp, interval: Duration) -> StepOutcome {
        .suspended(
            ticket: ["until": .integer(until.microseconds)], interval: interval,
            detail: "pretends until \(until.iso8601)")
    }

    private var done: StepOutcome {
        var result = StepResult(detail: detail)
        result.changes.powerState = powerState
        return .finished(result)
    }
}
