import IngotModel

/// The three lives of steps that an agent runs.
package enum AgentStepKind: String, Sendable, Hashable, CaseIterable {
    case clean, deploy, service

    package var getCommand: AgentCommandName {
        switch self {
        case .clean: .getCleanSteps
        case .deploy: .getDeploySteps
        case .service: .getServiceSteps
        }
    }

    package var executeCommand: AgentCommandName {
        switch self {
        case .clean: .executeCleanStep
        case .deploy: .executeDeployStep
        case .service: .executeServiceStep
        }
    }

    /// Wraps what a step's own code threw where it was no error of the contract.
    package var failure: AgentCommandError.Kind {
        switch self {
        case .clean: .cleaning
        case .deploy: .deployment
        case .service: .servicing
        }
    }
}

/// A step that the agent offers, as in the answers to `get_clean_steps` and its sisters.
package struct AgentStep: Sendable, Hashable {
    /// The name, `step` on the wire.
    package var name: String
    package var interface: String
    /// 0 means "only when asked for".
    package var priority: Int
    package var isRebootRequested: Bool
    /// Nil where the step does not say.
    package var isAbortable: Bool?
    /// Description and necessity of each argument; nil where the step takes none.
    package var arguments: [String: JSONValue]?

    package init(
        name: String, interface: String = "deploy", priority: Int, isRebootRequested: Bool = false,
        isAbortable: Bool? = nil, arguments: [String: JSONValue]? = nil
    ) {
        self.name = name
        self.interface = interface
        self.priority = priority
        self.isRebootRequested = isRebootRequested
        self.isAbortable = isAbortable
        self.arguments = arguments
    }

    package init(_ object: WireObject) throws(WireShapeError) {
        self.init(
            name: try object.text("step"), interface: try object.text("interface"),
            priority: try object.optionalInteger("priority") ?? 0,
            isRebootRequested: try object.optionalFlag("reboot_requested") ?? false,
            isAbortable: try object.optionalFlag("abortable"), arguments: try object.optionalObject("argsinfo"))
    }

    package init(_ json: JSONValue) throws(WireShapeError) { try self.init(WireObject(json, at: "step")) }

    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "step": .string(name), "interface": .string(interface), "priority": .integer(Int64(priority)),
            "reboot_requested": .bool(isRebootRequested),
        ]
        members["abortable"] = isAbortable.map(JSONValue.bool)
        members["argsinfo"] = arguments.map(JSONValue.object)
        return .object(members)
    }
}

/// The steps of all hardware managers with the managers' versions: the result of `get_clean_steps` and its sisters.
package struct AgentStepList: Sendable, Hashable {
    package var kind: AgentStepKind
    /// Steps by the manager's class key, such as `GenericHardwareManager`.
    package var steps: [String: [AgentStep]]
    /// Versions by the manager's name, such as `generic_hardware_manager`.
    package var managerVersions: [String: String]

    package init(kind: AgentStepKind, steps: [String: [AgentStep]], managerVersions: [String: String]) {
        self.kind = kind
        self.steps = steps
        self.managerVersions = managerVersions
    }

    package init(kind: AgentStepKind, _ json: JSONValue) throws(WireShapeError) {
        let object = try WireObject(json, at: "command_result")
        let lists = try object.object("\(kind.rawValue)_steps")
        self.kind = kind
        steps = [:]
        for manager in lists.members.keys { steps[manager] = try lists.list(manager, AgentStep.init(_:)) }
        managerVersions = (try object.optionalObject("hardware_manager_version") ?? [:]).compactMapValues(\.string)
    }

    package var json: JSONValue {
        [
            "\(kind.rawValue)_steps": .object(steps.mapValues { .array($0.map(\.json)) }),
            "hardware_manager_version": .object(managerVersions.mapValues(JSONValue.string)),
        ]
    }

    /// Every step once: of those that several managers offer, the one of the higher priority, then of the earlier
    /// class name; highest priority first, then by interface and name.
    package var merged: [AgentStep] {
        var chosen: [String: AgentStep] = [:]
        for manager in steps.keys.sorted() {
            for step in steps[manager] ?? [] {
                let key = "\(step.interface).\(step.name)"
                if let other = chosen[key], other.priority >= step.priority { continue }
                chosen[key] = step
            }
        }
        return chosen.values.sorted { ($1.priority, $0.interface, $0.name) < ($0.priority, $1.interface, $1.name) }
    }
}
