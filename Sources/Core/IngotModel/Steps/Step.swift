/// The unit of work: a named thing that one interface of the driver can do to a machine.
///
/// Shape and defaults are those of the Bare Metal API's clean, deploy, service and verify steps.
package struct Step: Sendable, Hashable {
    /// The interface that offers the step, such as `deploy` or `raid`.
    package var interface: InterfaceKind
    package var name: String
    /// Higher goes first; zero means "only when asked for".
    package var priority: Int
    package var arguments: [String: JSONValue]
    package var isAbortable: Bool
    package var requiresRamdisk: Bool
    /// Nodes whose parent this node is, for which the step is done in its place; nil where it is done for the node
    /// itself.
    package var children: ChildNodes?

    package init(
        _ interface: InterfaceKind, _ name: String, priority: Int = 0, arguments: [String: JSONValue] = [:],
        isAbortable: Bool = false, requiresRamdisk: Bool = true
    ) {
        self.interface = interface
        self.name = name
        self.priority = priority
        self.arguments = arguments
        self.isAbortable = isAbortable
        self.requiresRamdisk = requiresRamdisk
    }

    /// `interface.name`, as the field writes steps.
    package var qualifiedName: String { "\(interface.rawValue).\(name)" }
}

/// Which children of a node a step is done for.
package struct ChildNodes: Sendable, Hashable {
    /// Only these, by UUID; all where it is empty.
    package var limit: [String]

    package init(limit: [String] = []) { self.limit = limit }
}

/// Who performs a step.
package enum StepActor: String, Sendable, Hashable, CaseIterable, Codable {
    case conductor, agent, bmc
}

/// What may be done with a step that had begun when its conductor died.
package enum Repetition: String, Sendable, Hashable, CaseIterable, Codable {
    /// Doing it again does no harm.
    case repeatable
    /// Its ticket or the other side tells how far it got.
    case resumable
    /// It must not be done again; without proof that it was not done, the run fails honestly.
    case atMostOnce = "at-most-once"
}

/// A step in its place in a plan, with the reason why it is there.
package struct PlannedStep: Sendable, Hashable {
    package var step: Step
    package var actor: StepActor
    package var repetition: Repetition
    /// Why the plan holds this step, in words for the operator.
    package var reason: String
    /// Who wants the step.
    package var origin = StepOrigin.conductor
    /// Who gave it its priority.
    package var priorityOrigin = StepOrigin.conductor
    /// What it destroys; nil where it destroys nothing. Not part of the stored plan.
    package var destroys: DataLoss?
    /// The arguments that the step takes; nil where only the agent knows them. Not part of the stored plan.
    package var parameters: [String: StepParameter]?

    package init(
        _ step: Step, by actor: StepActor, _ repetition: Repetition, taking parameters: [String: StepParameter]? = nil,
        because reason: String
    ) {
        self.step = step
        self.actor = actor
        self.repetition = repetition
        self.parameters = parameters
        self.reason = reason
        destroys = DataLoss.usual(step)
    }
}
