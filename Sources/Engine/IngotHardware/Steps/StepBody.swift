import IngotModel

/// What a step does.
///
/// A body keeps nothing between calls: all that a later call, perhaps in another process, needs is in the ticket.
package protocol StepBody: Sendable {
    /// Does the step, or begins it and returns a ticket.
    func run(_ task: NodeTask) async throws -> StepOutcome

    /// Looks whether what the ticket stands for is done.
    func check(_ ticket: JSONValue, _ task: NodeTask) async throws -> StepOutcome

    /// Takes up a step that had begun, without a ticket, when its conductor died.
    ///
    /// Called only for steps that are resumable or at-most-once; repeatable steps are run again.
    func recover(_ task: NodeTask) async throws -> StepOutcome
}

extension StepBody {
    package func check(_ ticket: JSONValue, _ task: NodeTask) async throws -> StepOutcome {
        throw HardwareProblem(.failed, "the step left a ticket that it cannot read: \(ticket.serialized())")
    }

    package func recover(_ task: NodeTask) async throws -> StepOutcome {
        throw HardwareProblem(
            .failed,
            "the conductor stopped while this step was being done, and nothing tells whether its effect took place;"
                + " look at the machine, then ask for the verb again")
    }
}

/// How far a step has come.
package enum StepOutcome: Sendable {
    case finished(StepResult)
    /// Somebody else is at work; look again after `interval` at the latest. A wait that ends by itself says when, and
    /// may last until then, however long others may be waited for.
    case suspended(ticket: JSONValue, interval: Duration, detail: String?, until: Timestamp? = nil)
    /// Nothing happens until somebody asks for `unhold` or `abort`, however long that takes.
    case held
}

/// What a finished step found or wants changed; the conductor writes it together with the journal entry.
package struct StepResult: Sendable {
    /// What the agent is forgotten for.
    package enum Forgetting: Sendable {
        /// The machine has left the ramdisk: its address, certificate and token are void.
        case everything
    }

    /// One line for the timeline.
    package var detail: String?
    package var changes = NodeChanges()
    package var forgets: Forgetting?
    /// Whether the rest of the plan is to be made anew, because the node now tells of other steps than before.
    package var changesPlan = false
    /// A turn of the state machine within the run, such as from `deleting` to `cleaning`.
    package var event: ProvisionEvent?

    package init(detail: String? = nil, changes: NodeChanges = NodeChanges()) {
        self.detail = detail
        self.changes = changes
    }
}
