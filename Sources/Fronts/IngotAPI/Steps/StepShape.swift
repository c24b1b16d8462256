import IngotModel

/// What a step looks like where callers write one.
struct StepShape: Sendable {
    let required: Set<String>
    let optional: Set<String>

    /// Steps that come with the verbs clean and service.
    static let manual = StepShape(
        required: ["interface", "step"],
        optional: ["args", "order", "execute_on_child_nodes", "limit_child_node_execution"])
    /// Steps of deployments and of deploy templates.
    static let deploy = StepShape(required: ["interface", "step", "args", "priority"], optional: [])
    /// Steps of runbooks.
    static let runbook = StepShape(required: ["interface", "step", "order"], optional: ["args"])

    private static let interfaces: Set<String> = [
        "vendor", "power", "management", "firmware", "deploy", "bios", "raid",
    ]

    /// The steps of a stored list as they are kept: at least one, none twice, their numbers as numbers, each with its
    /// arguments even where there are none.
    ///
    /// - Throws: ``APIError`` (400).
    func prepared(_ steps: [JSONValue]) throws -> [JSONValue] {
        guard !steps.isEmpty else { throw APIError.invalid("The field 'steps' needs at least one step") }
        var seen: Set<String> = []
        return try steps.enumerated().map { index, step in
            try check(step, at: "steps[\(index)]")
            let name = "\(step["interface"]?.string ?? "").\(step["step"]?.string ?? "")"
            guard seen.insert(name).inserted else {
                throw APIError.invalid("The step '\(name)' is listed twice", code: "duplicate_step")
            }
            return Self.kept(step)
        }
    }

    /// - Throws: ``APIError`` (400) that names the place.
    func check(_ step: JSONValue, at place: String) throws {
        guard let members = step.object else {
            throw APIError.invalid("\(place) must be an object, not \(step.kind)")
        }
        if let missing = required.sorted().first(where: { members[$0] == nil }) {
            throw APIError.invalid("\(place) has no '\(missing)'")
        }
        let known = required.union(optional)
        if let unknown = members.keys.sorted().first(where: { !known.contains($0) }) {
            throw APIError.invalid("\(place) has an unknown member '\(unknown)'")
        }
        for (name, value) in members where !Self.isProper(value, as: name) {
            throw APIError.invalid("\(place).\(name) has a value that no step can have")
        }
    }

    private static func isProper(_ value: JSONValue, as name: String) -> Bool {
        switch name {
        case "interface": value.string.map(interfaces.contains) ?? false
        case "step": value.string?.isEmpty == false
        case "args": value.object != nil
        case "execute_on_child_nodes": value.bool != nil
        case "limit_child_node_execution": value.array != nil
        // Orders and priorities: whole numbers from 0, also as texts of digits.
        default: number(value).map { $0 >= 0 } ?? false
        }
    }

    private static func number(_ value: JSONValue) -> Int? {
        value.integer ?? value.string.flatMap { Int($0) }
    }

    private static func kept(_ step: JSONValue) -> JSONValue {
        var members = step.object ?? [:]
        members["args"] = members["args"] ?? [:]
        for name in ["order", "priority"] {
            if let value = members[name] { members[name] = JSONValue(number(value) ?? 0) }
        }
        return .object(members)
    }
}
