import IngotContracts
import IngotModel

/// Whether the agent has taken a step, where nobody heard its answer: its own list of commands tells.
struct TakenStep: Sendable {
    enum Finding: Sendable, Hashable {
        case notTaken
        case taken(AgentCommandResult)
        /// The command may be another step's, also one of an earlier run.
        case perhaps(AgentCommandResult)
    }

    let step: Step
    let kind: AgentStepKind
    /// By which the conductor knows its own again; agents repeat what they were given.
    let mark: String?

    /// The member of the step on the wire that holds the mark.
    static let member = "mark"

    /// Looks at the newest command alone: steps are done one at a time.
    func find(among commands: [AgentCommandResult]) -> Finding {
        guard let newest = commands.last, newest.name == kind.executeCommand.shortName else { return .notTaken }
        guard let shown = newest.result["\(kind.rawValue)_step"], !shown.isNull else {
            // Agents of the field show the step of a success only.
            return newest.status == .succeeded ? .notTaken : .perhaps(newest)
        }
        let isSame = shown["step"]?.string == step.name && shown["interface"]?.string == step.interface.rawValue
        // The same step may have been done before, in this run or in another one.
        let other = shown[Self.member]?.string
        return isSame && (other == nil || other == mark) ? .taken(newest) : .notTaken
    }
}
