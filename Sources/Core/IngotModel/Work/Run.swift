/// One execution of a plan on a node.
package struct Run: Sendable {
    package enum State: String, Sendable, Hashable, Codable {
        /// A conductor is at work, or was when it died.
        case running
        /// A step waits for somebody else; its ticket is in the journal and the node's lease is free.
        case suspended
        case finished
        case failed
        case aborted

        package var isOver: Bool { self == .finished || self == .failed || self == .aborted }
    }

    package var id: RunID
    package var node: NodeID
    package var kind: NodeRequest.Kind
    package var arguments: [String: JSONValue]
    /// What kind of machine it was done on, for those who learn from it.
    package var machine = MachineKind()
    /// Which image it deployed, as ``ImageName`` has it; nil where it deployed none.
    package var image: String?
    /// The projects that owned and leased the node when it began.
    package var owner: String?
    package var lessee: String?
    package var plan: Plan
    package var state: State
    /// The index of the step that is being done or comes next.
    package var position: Int
    package var requestedAt: Timestamp
    package var startedAt: Timestamp
    package var finishedAt: Timestamp?
    /// When a suspended run is looked at again at the latest; a heartbeat brings it forward.
    package var wakeAt: Timestamp?
    /// When a suspended step has waited too long.
    package var deadline: Timestamp?
    package var error: String?

    package init(
        id: RunID = .random(), node: NodeID, kind: NodeRequest.Kind, arguments: [String: JSONValue], plan: Plan,
        requestedAt: Timestamp, startedAt: Timestamp
    ) {
        self.id = id
        self.node = node
        self.kind = kind
        self.arguments = arguments
        self.plan = plan
        state = .running
        position = 0
        self.requestedAt = requestedAt
        self.startedAt = startedAt
    }
}

/// One line of a run's append-only record.
package struct JournalEntry: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// Written before a step's effect.
        case started
        /// The step waits; the ticket says for what.
        case suspended
        /// Written after a step's effect.
        case finished
        case failed
        /// Something that was seen meanwhile: evidence for the timeline and for errors.
        case observed
    }

    package var run: RunID
    /// Counts from 1 within the run.
    package var sequence: Int
    package var at: Timestamp
    package var kind: Kind
    package var stepIndex: Int?
    /// What a waiting step needs to find its work again, such as the agent's command identifier.
    package var ticket: JSONValue?
    package var detail: String?

    package init(
        run: RunID, sequence: Int, at: Timestamp, kind: Kind, stepIndex: Int? = nil, ticket: JSONValue? = nil,
        detail: String? = nil
    ) {
        self.run = run
        self.sequence = sequence
        self.at = at
        self.kind = kind
        self.stepIndex = stepIndex
        self.ticket = ticket
        self.detail = detail
    }
}
