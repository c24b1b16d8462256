/// What somebody wants done to a node, written down: the API adds the row, a conductor claims and answers it.
package struct NodeRequest: Sendable {
    package enum Kind: Sendable, Hashable {
        case provision(Verb)
        case power(PowerTarget)
        /// Check each interface of the node; answered at once.
        case validate
        /// Tell what a verb would do; answered at once.
        case plan(Verb)
        /// Tell what a change of power would do; answered at once.
        case planPower(PowerTarget)
        /// Have one interface do or tell something; answered at once.
        case call(HardwareCall)
    }

    package enum State: String, Sendable, Hashable, Codable {
        case queued
        /// A conductor has the request and has not answered yet.
        case claimed
        /// Taken on, but as much of its kind is under way as may be; it begins when there is room.
        case waiting
        /// Taken on (a run works on it) or, for a question, answered.
        case accepted
        case refused
        /// The asker stopped waiting before a conductor took it.
        case withdrawn

        /// Of requests that nothing has become of yet.
        package static let unsettled: [State] = [.queued, .claimed, .waiting]
    }

    package var id: RequestID
    package var node: NodeID
    package var kind: Kind
    /// What came with the verb: `configdrive`, `deploy_steps`, `clean_steps`, `rescue_password`, `timeout` …
    package var arguments: [String: JSONValue]
    package var requestedAt: Timestamp
    /// The `req-…` identifier of the API call, for finding one's way from a timeline to the logs.
    package var apiRequest: String?
    package var state: State
    package var claimedBy: String?
    /// The answer, when the state is `accepted` or `refused`.
    package var reply: JSONValue?

    package init(
        id: RequestID = .random(), node: NodeID, kind: Kind, arguments: [String: JSONValue] = [:],
        requestedAt: Timestamp, apiRequest: String? = nil
    ) {
        self.id = id
        self.node = node
        self.kind = kind
        self.arguments = arguments
        self.requestedAt = requestedAt
        self.apiRequest = apiRequest
        state = .queued
    }
}

extension NodeRequest {
    /// The argument of a question that names the only project from whose runs its answer may learn; without it, all
    /// count.
    package static let learningProject = "learning_project"
}

extension NodeRequest.Kind {
    /// The stored form: `provision:active`, `power:rebooting`, `validate`, `plan:provide`, `plan:power on`,
    /// `call:boot_device_set`.
    package var text: String {
        switch self {
        case .provision(let verb): "provision:\(verb.rawValue)"
        case .power(let target): "power:\(target.rawValue)"
        case .validate: "validate"
        case .plan(let verb): "plan:\(verb.rawValue)"
        case .planPower(let target): "plan:\(target.rawValue)"
        case .call(let call): "call:\(call.rawValue)"
        }
    }

    package init?(text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count > 1 ? parts[1] : nil) {
        case ("provision", let word?):
            guard let verb = Verb(rawValue: word) else { return nil }
            self = .provision(verb)
        case ("power", let word?):
            guard let target = PowerTarget(rawValue: word) else { return nil }
            self = .power(target)
        case ("plan", let word?):
            // No verb is called as a power target is.
            let kind = Verb(rawValue: word).map(Self.plan) ?? PowerTarget(rawValue: word).map(Self.planPower)
            guard let kind else { return nil }
            self = kind
        case ("call", let word?):
            guard let call = HardwareCall(rawValue: word) else { return nil }
            self = .call(call)
        case ("validate", nil): self = .validate
        default: return nil
        }
    }

    /// The question what this would do; nil for what cannot be planned.
    package var dryRun: NodeRequest.Kind? {
        switch self {
        case .provision(let verb): .plan(verb)
        case .power(let target): .planPower(target)
        case .validate, .plan, .planPower, .call: nil
        }
    }

    /// What the question is about; nil for what is no question about another request.
    package var asked: NodeRequest.Kind? {
        switch self {
        case .plan(let verb): .provision(verb)
        case .planPower(let target): .power(target)
        case .provision, .power, .validate, .call: nil
        }
    }

    /// The requests that do the same: some verbs have two words.
    package var synonyms: [NodeRequest.Kind] {
        guard case .provision(let verb) = self else { return [self] }
        return Verb.allCases.filter { $0.event == verb.event }.map(NodeRequest.Kind.provision)
    }

    /// The verb that is asked for, or about; nil for everything else.
    package var verb: Verb? {
        switch self {
        case .provision(let verb), .plan(let verb): verb
        case .power, .planPower, .validate, .call: nil
        }
    }

    /// Whether the request only asks, so that it changes nothing.
    package var isQuestion: Bool {
        switch self {
        case .validate, .plan, .planPower: true
        case .provision, .power: false
        case .call(let call): !call.changesNode
        }
    }
}
