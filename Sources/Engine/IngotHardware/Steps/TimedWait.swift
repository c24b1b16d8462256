import IngotModel

/// Waits for a while, then finishes with what was given.
package struct TimedWait: StepBody {
    private let duration: Duration
    private let result: StepResult

    package init(_ duration: Duration, then result: StepResult) {
        self.duration = duration
        self.result = result
    }

    package func run(_ task: NodeTask) async throws -> StepOutcome {
        duration > .zero ? waiting(until: task.now + duration, task) : .finished(result)
    }

    package func recover(_ task: NodeTask) async throws -> StepOutcome { try await run(task) }

    package func check(_ ticket: JSONValue, _ task: NodeTask) async throws -> StepOutcome {
        let until = Timestamp(microseconds: Int64(ticket["until"]?.integer ?? 0))
        return until > task.now ? waiting(until: until, task) : .finished(result)
    }

    private func waiting(until: Timestamp, _ task: NodeTask) -> StepOutcome {
        .suspended(
            ticket: ["until": .integer(until.microseconds)], interval: until - task.now,
            detail: "waits until \(until.iso8601)", until: until)
    }
}
