import IngotHardware
import IngotModel

/// An action of a rule (peer: ironic 39.0.0, `inspection_rules/actions.py`).
struct RuleAction: Sendable {
    /// What an action does to the subject of its rule and to what comes of the rules.
    typealias Effect = @Sendable (RuleArguments, inout RuleWork) throws(RuleFailure) -> Void

    private let operation: RuleOperation
    private let effect: Effect

    /// - Throws: ``RuleFailure`` where it is not well formed.
    init(_ json: JSONValue) throws(RuleFailure) {
        let name = json["op"]?.string ?? ""
        operation = try RuleOperation(json, name: name, among: RuleSignature.actions)
        guard let effect = Self.effects[name] else { throw RuleFailure("there is no action '\(name)'") }
        self.effect = effect
    }

    /// - Parameter view: the subject as the rule may see it, at the moment of each use.
    func perform(
        on work: inout RuleWork, seeing view: (RuleSubject) -> RuleSubject
    ) throws(RuleFailure) {
        guard let items = operation.loop else { return try perform(on: &work, view(work.subject), item: nil) }
        for item in items { try perform(on: &work, view(work.subject), item: item) }
    }

    private func perform(
        on work: inout RuleWork, _ subject: RuleSubject, item: JSONValue?
    ) throws(RuleFailure) {
        let arguments = RuleArguments(operation.arguments(in: RuleText(subject: subject, item: item)))
        do {
            try effect(arguments, &work)
        } catch {
            throw RuleFailure("'\(operation.name)': \(error)")
        }
    }
}

/// What the rules have come to so far.
struct RuleWork: Sendable {
    var subject: RuleSubject
    var outcome = RuleOutcome()

    /// Makes a change of the subject, and remembers that it is wanted.
    mutating func edit(_ edit: NodeEdit) throws(RuleFailure) {
        do throws(HardwareProblem) {
            switch edit.subject {
            case .node: try edit.apply(to: &subject.node)
            case .port(let id):
                guard let index = subject.ports.firstIndex(where: { $0.id == id }) else {
                    throw HardwareProblem(.invalidParameter, "the node has no port \(id)")
                }
                try edit.apply(to: &subject.ports[index])
            }
        } catch {
            throw RuleFailure(error.message)
        }
        outcome.edits.append(edit)
    }
}

/// The arguments of an action.
struct RuleArguments: Sendable {
    private let values: [String: JSONValue]

    init(_ values: [String: JSONValue]) { self.values = values }

    func value(_ name: String) -> JSONValue { values[name] ?? .null }

    func text(_ name: String) -> String { value(name).pythonText }

    func flag(_ name: String) -> Bool { value(name).flag ?? false }

    /// A path in either notation: `driver_info/ipmi_address` or `driver_info.ipmi_address`.
    func path(_ name: String = "path") throws(RuleFailure) -> [String] {
        let text = text(name)
        let parts = text.split(separator: text.contains("/") ? "/" : ".").map(String.init)
        guard !parts.isEmpty else { throw RuleFailure("the argument '\(name)' names no attribute") }
        return parts
    }

    func port() throws(RuleFailure) -> NodeEdit.Subject {
        guard let id = PortID(text("port_id")) else {
            throw RuleFailure("the argument 'port_id' is not the UUID of a port: '\(text("port_id"))'")
        }
        return .port(id)
    }

    /// A number, or a text that holds one; the default where none is given.
    func number(_ name: String, otherwise fallback: Double) throws(RuleFailure) -> Double {
        guard let given = values[name], !given.isNull else { return fallback }
        guard let number = given.number ?? given.string.flatMap({ Double($0) }), number >= 0 else {
            throw RuleFailure("the argument '\(name)' must be a number from 0 on, but is \(given.serialized())")
        }
        return number
    }

    func texts(_ name: String) -> [String: String] { (values[name]?.object ?? [:]).mapValues(\.pythonText) }
}
