/// A wait that did not end as hoped: where the node stopped, why, and what to do next.
public struct WaitFailure: Error, Sendable, Hashable, CustomStringConvertible {
    public var node: String
    public var goal: WaitGoal
    /// The provision state in which the node was seen last.
    public var state: String
    public var elapsedSeconds: Int
    /// Whether the deadline passed, in which case the node may still arrive.
    public var isTimeout: Bool
    public var cause: String

    public var description: String {
        let ending =
            isTimeout
            ? "did not reach \(goal) within \(elapsedSeconds) s; it is in \(state)"
            : "failed to reach \(goal) after \(elapsedSeconds) s; it is in \(state)"
        return "Node \(node) \(ending): \(cause)\nAdvice: \(advice)"
    }

    private var advice: String {
        isTimeout
            ? "It may still get there: ingot node timeline \(node) shows what it waits for; allow more with --wait SECONDS."
            : "ingot node timeline \(node) shows which step failed; correct the cause, then ask again."
    }
}
