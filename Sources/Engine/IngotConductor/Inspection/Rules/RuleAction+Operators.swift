import IngotHardware
import IngotModel

extension RuleAction {
    /// What each operator of ``RuleSignature/actions`` does.
    static let effects: [String: Effect] = [
        "fail": { (arguments, _) throws(RuleFailure) in throw RuleFailure(arguments.text("msg")) },
        "log": log,
        "api-call": call,
        "set-capability": { (arguments, work) throws(RuleFailure) in
            let kept = capabilities(of: work, without: arguments.text("name"))
            try write(kept + ["\(arguments.text("name")):\(arguments.text("value"))"], to: &work)
        },
        "unset-capability": { (arguments, work) throws(RuleFailure) in
            guard work.subject.node.properties["capabilities"]?.string != nil else { return }
            try write(capabilities(of: work, without: arguments.text("name")), to: &work)
        },
        "add-trait": { (arguments, work) throws(RuleFailure) in
            try work.edit(NodeEdit(["traits"], .extend(.string(arguments.text("name")), unique: true)))
        },
        "remove-trait": { (arguments, work) throws(RuleFailure) in
            let kept = work.subject.node.traits.filter { $0 != arguments.text("name") }
            try work.edit(NodeEdit(["traits"], .set(.array(kept.map(JSONValue.string)))))
        },
        "set-attribute": edit(of: node, set),
        "extend-attribute": edit(of: node, extend),
        "del-attribute": edit(of: node, delete),
        "set-port-attribute": edit(of: port, set),
        "extend-port-attribute": edit(of: port, extend),
        "del-port-attribute": edit(of: port, delete),
        "set-plugin-data": editPluginData(set),
        "extend-plugin-data": editPluginData(extend),
        "unset-plugin-data": { (arguments, work) throws(RuleFailure) in
            work.subject.pluginData.remove(try arguments.path()[...])
        },
    ]

    private typealias Target = @Sendable (RuleArguments) throws(RuleFailure) -> NodeEdit.Subject
    private typealias Change = @Sendable (RuleArguments) -> NodeEdit.Operation

    private static let node: Target = { (_) throws(RuleFailure) in .node }
    private static let port: Target = { (arguments) throws(RuleFailure) in try arguments.port() }
    private static let set: Change = { .set($0.value("value")) }
    private static let extend: Change = { .extend($0.value("value"), unique: $0.flag("unique")) }
    private static let delete: Change = { _ in .delete }

    private static func edit(of target: @escaping Target, _ change: @escaping Change) -> Effect {
        { (arguments, work) throws(RuleFailure) in
            try work.edit(NodeEdit(try target(arguments), try arguments.path(), change(arguments)))
        }
    }

    private static func editPluginData(_ change: @escaping Change) -> Effect {
        { (arguments, work) throws(RuleFailure) in
            do {
                try work.subject.pluginData.change(
                    try arguments.path()[...], change(arguments), "plugin_data/\(arguments.text("path"))")
            } catch let problem as HardwareProblem {
                throw RuleFailure(problem.message)
            } catch {
                throw RuleFailure("\(error)")
            }
        }
    }

    private static let log: Effect = { (arguments, work) throws(RuleFailure) in
        let level = arguments.value("level").isNull ? "info" : arguments.text("level").lowercased()
        guard levels.contains(level) else {
            throw RuleFailure("there is no log level '\(level)', only: \(levels.sorted().joined(separator: ", "))")
        }
        work.outcome.messages.append(RuleOutcome.Message(level: level, text: arguments.text("msg")))
    }

    private static let call: Effect = { (arguments, work) throws(RuleFailure) in
        let timeout = try arguments.number("timeout", otherwise: 5)
        guard timeout > 0, timeout <= longestCall else {
            throw RuleFailure("the timeout must be above 0 and at most \(Int(longestCall)) s")
        }
        work.outcome.calls.append(
            WebCall(
                url: arguments.text("url"), headers: arguments.texts("headers"), proxies: arguments.texts("proxies"),
                timeout: .seconds(timeout), retries: Int(min(try arguments.number("retries", otherwise: 3), 10)),
                pause: .seconds(min(try arguments.number("backoff_factor", otherwise: 0.3), longestCall))))
    }

    private static let levels: Set = ["debug", "info", "warning", "error", "critical"]
    private static let longestCall = 300.0

    private static func capabilities(of work: RuleWork, without name: String) -> [String] {
        (work.subject.node.properties["capabilities"]?.string ?? "").split(separator: ",").map(String.init).filter {
            !$0.hasPrefix("\(name):")
        }
    }

    private static func write(_ capabilities: [String], to work: inout RuleWork) throws(RuleFailure) {
        try work.edit(
            NodeEdit(["properties", "capabilities"], .set(.string(capabilities.joined(separator: ",")))))
    }
}

extension NodeEdit {
    fileprivate init(_ path: [String], _ operation: Operation) { self.init(.node, path, operation) }
}

extension JSONValue {
    /// Removes a member, and whatever holds nothing else; what is not there is no fault.
    fileprivate mutating func remove(_ path: ArraySlice<String>) {
        guard let member = path.first, var members = object, var value = members[member] else { return }
        value.remove(path.dropFirst())
        let isGone = path.count == 1 || value == [:]
        members[member] = isGone ? nil : value
        if isGone { members.removeValue(forKey: member) }
        self = .object(members)
    }
}
