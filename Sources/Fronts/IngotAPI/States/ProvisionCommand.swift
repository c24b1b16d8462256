import IngotAuth
import IngotContracts
import IngotModel
import IngotStorage

/// `PUT …/states/provision`: a verb with what may come along, checked in the contract's order.
///
/// Contract: `states.json`, `verbs` and `verb_rules.check_order`.
struct ProvisionCommand: Sendable {
    static let arguments = [
        Argument("target", .choice(Verb.allCases.map(\.rawValue)), required: true),
        Argument("configdrive", .object), Argument("clean_steps", .objects, since: 15),
        Argument("deploy_steps", .objects, since: 69), Argument("rescue_password", since: 38),
        Argument("disable_ramdisk", .flag, since: 70), Argument("service_steps", .objects, since: 87),
        Argument("runbook", since: 92),
    ]

    /// The code of the refusal that only says that the state does not fit.
    static let stateRefusal = "invalid_state_requested"

    private let target: String
    private let values: [String: JSONValue]
    private let steps: StepArguments
    private let ramdiskIsDisabled: Bool?

    /// - Throws: ``APIError`` (400) for arguments of the wrong kind.
    init(_ arguments: Arguments) throws {
        target = try arguments.requiredText("target")
        _ = try arguments.text("rescue_password")
        _ = try arguments.text("runbook")
        ramdiskIsDisabled = try arguments.flag("disable_ramdisk")
        steps = try StepArguments(arguments)
        values = arguments.values.filter { !$0.value.isNull }
        try ConfigDriveArgument.checkShape(arguments["configdrive"])
    }

    /// What a conductor is to be asked, where the node, the caller and the version allow it.
    ///
    /// - Throws: ``APIError``: 400, 403, 404 or 406 as the contract says.
    func request(
        for node: Node, _ transaction: Transaction, _ context: APIContext, now: Timestamp,
        standing: StandingChecks = .enforced
    ) throws -> NodeRequest {
        let verb = try verb()
        try checkBeginning(verb, node, transaction, context, standing)
        try ConfigDriveArgument.check(values["configdrive"], for: verb, context.version)
        let runbook = try RunbookArgument.runbook(values["runbook"]?.string, for: node, transaction, context)
        try checkRamdisk(verb, context.version)
        try steps.check(for: verb, context.version)
        try checkRescuePassword(verb)
        try checkAbort(verb, node, context.version)
        try steps.checkSource(for: verb, runbook: runbook)
        try steps.checkSteps(transaction, context)
        return NodeRequest(
            node: node.id, kind: .provision(verb), arguments: arguments(runbook, context.caller), requestedAt: now,
            apiRequest: context.requestID)
    }

    /// What the conductor gets: with who asked, for the node's history; a runbook stands for its steps and its ramdisk.
    private func arguments(_ runbook: Runbook?, _ caller: Caller) -> [String: JSONValue] {
        var result = steps.lists.mapValues(JSONValue.array)
        for name in ["configdrive", "rescue_password"] { result[name] = values[name] }
        if let runbook {
            result["runbook"] = .string(runbook.id.text)
        } else {
            result["disable_ramdisk"] = ramdiskIsDisabled.map(JSONValue.bool)
        }
        result["user"] = (caller.userID ?? caller.userName).map(JSONValue.string)
        result["project"] = caller.projectID.map(JSONValue.string)
        return result
    }

    private func verb() throws -> Verb {
        guard let verb = Verb(rawValue: target) else {
            let words = Verb.allCases.map(\.rawValue).joined(separator: ", ")
            throw APIError.invalid("There is no verb '\(target)'; there are: \(words)", code: "unknown_verb")
        }
        return verb
    }

    /// The checks from the version to the state.
    private func checkBeginning(
        _ verb: Verb, _ node: Node, _ transaction: Transaction, _ context: APIContext, _ standing: StandingChecks
    ) throws {
        let version = context.version
        if !Self.checkedAfterState.contains(verb) { try checkVersion(of: verb, version) }
        if values["runbook"] == nil { try steps.authorize(on: node, context) }
        if standing == .enforced { try checkMaintenance(verb, node) }
        // What waits for room is taken back in whatever state the node is.
        if standing == .enforced, try verb != .abort || transaction.requests.waiting(node.id) == nil {
            try checkState(verb, node)
        }
        if Self.checkedAfterState.contains(verb) { try checkVersion(of: verb, version) }
        if standing == .enforced { try checkProtection(verb, node) }
    }

    /// Verbs whose version is looked at only where the state would allow them.
    private static let checkedAfterState: Set<Verb> = [.unhold, .service]

    private func checkVersion(of verb: Verb, _ version: Microversion) throws {
        guard version.knows(since: verb.minimumMinor) else {
            throw APIError.tooNew("The verb '\(target)'", since: verb.minimumMinor, for: version)
        }
    }

    private func checkMaintenance(_ verb: Verb, _ node: Node) throws {
        guard node.inMaintenance, verb == .active || verb == .rebuild else { return }
        throw APIError.invalid(
            "Node \(node.id) is in maintenance (\(node.maintenanceReason ?? "no reason given")), so '\(target)' is"
                + " not possible; clear maintenance first", code: "node_in_maintenance")
    }

    private func checkState(_ verb: Verb, _ node: Node) throws {
        guard Transition.destination(from: node.provisionState, on: verb.event) == nil else { return }
        let states = verb.sources.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
        throw APIError.invalid(
            "The verb '\(target)' is not possible while node \(node.id) is in provision state"
                + " '\(node.provisionState.rawValue)'; it is from \(states)", code: Self.stateRefusal)
    }

    private func checkProtection(_ verb: Verb, _ node: Node) throws {
        guard node.isProtected, verb == .deleted || verb == .undeploy || verb == .rebuild else { return }
        throw APIError.forbidden(
            "Node \(node.id) is protected (\(node.protectedReason ?? "no reason given")); unset 'protected' first",
            code: "node_protected")
    }

    private func checkRamdisk(_ verb: Verb, _ version: Microversion) throws {
        guard ramdiskIsDisabled != nil else { return }
        let since: Int
        switch verb {
        case .clean: since = 70
        case .service: since = 108
        default:
            throw APIError.invalid("The argument 'disable_ramdisk' is for the verbs clean and service alone")
        }
        guard version.knows(since: since) else {
            throw APIError.tooNew("The argument 'disable_ramdisk' with '\(target)'", since: since, for: version)
        }
    }

    private func checkRescuePassword(_ verb: Verb) throws {
        let password = values["rescue_password"]?.string
        if verb == .rescue {
            guard let password, password.contains(where: { !$0.isWhitespace }) else {
                throw APIError.invalid("The verb 'rescue' needs a 'rescue_password' that is not blank")
            }
        } else if password != nil {
            throw APIError.invalid("The argument 'rescue_password' is for the verb rescue alone")
        }
    }

    private func checkAbort(_ verb: Verb, _ node: Node, _ version: Microversion) throws {
        guard verb == .abort else { return }
        let gates: [ProvisionState: Int] = [.inspectWait: 41, .deployWait: 110]
        guard let since = gates[node.provisionState], !version.knows(since: since) else { return }
        throw APIError.tooNew("Aborting in '\(node.provisionState.rawValue)'", since: since, for: version)
    }
}
