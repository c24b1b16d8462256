import IngotModel

/// Waits until the node's agent gives a sign of life.
package struct HeartbeatWait: StepBody {
    package init() {}

    package func run(_ task: NodeTask) async throws -> StepOutcome { Self.waiting(since: task.now) }

    package func recover(_ task: NodeTask) async throws -> StepOutcome { try await run(task) }

    package func check(_ ticket: JSONValue, _ task: NodeTask) async throws -> StepOutcome {
        let since = Timestamp(microseconds: Int64(ticket["since"]?.integer ?? 0))
        guard let beat = task.agent?.lastHeartbeat, beat > since else { return Self.waiting(since: since) }
        return .finished(StepResult(detail: "the agent was heard of at \(beat.iso8601)"))
    }

    private static func waiting(since: Timestamp) -> StepOutcome {
        .suspended(
            ticket: ["since": .integer(since.microseconds)], interval: interval,
            detail: "waits for a heartbeat since \(since.iso8601)")
    }

    /// A heartbeat wakes the step at once; this is the floor under it.
    private static let interval = Duration.seconds(60)
}
