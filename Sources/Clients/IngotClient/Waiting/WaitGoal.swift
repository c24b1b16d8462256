/// What a caller waits for.
public enum WaitGoal: Sendable, Hashable, CustomStringConvertible {
    /// The node rests in this provision state, such as `active`.
    case provisionState(String)
    /// The node rests in any state, a failed one included; what an abort leads to.
    case anyRest
    /// The machine is in this power state: `power on` or `power off`.
    case powerState(String)

    public var description: String {
        switch self {
        case .provisionState(let state), .powerState(let state): state
        case .anyRest: "a state of rest"
        }
    }
}
