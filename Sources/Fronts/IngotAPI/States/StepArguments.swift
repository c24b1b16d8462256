import IngotContracts
import IngotModel

/// The lists of steps that may come with a verb: what each looks like, and which verb takes it.
enum StepArguments {
    private struct Shape {
        var required: Set<String>
        var optional: Set<String>
    }

    private static let interfaces: Set<String> = [
        "vendor", "power", "management", "firmware", "deploy", "bios", "raid",
    ]

    private static let manual = Shape(
        required: ["interface", "step"],
        optional: ["args", "order", "execute_on_child_nodes", "limit_child_node_execution"])
    private static let shapes: [(name: String, shape: Shape)] = [
        ("clean_steps", manual), ("service_steps", manual),
        ("deploy_steps", Shape(required: ["interface", "step", "args", "priority"], optional: [])),
    ]

    /// - Throws: ``APIError`` (400).
    static func checkShapes(_ arguments: Arguments) throws {
        for (name, shape) in shapes {
            guard let value = arguments[name] else { continue }
            guard let steps = value.array else {
                throw APIError.invalid("The argument '\(name)' must be a list of steps, not \(value.kind)")
            }
            for (index, step) in steps.enumerated() { try check(step, shape, at: "\(name)[\(index)]") }
        }
    }

    /// - Throws: ``APIError``: 406 where the version does not know the list, 400 where the verb does not take it.
    static func check(_ values: [String: JSONValue], for verb: Verb, _ version: Microversion) throws {
        if verb == .clean, values["clean_steps"]?.array == nil {
            throw APIError.invalid("The verb 'clean' needs 'clean_steps'")
        }
        if verb == .service, values["service_steps"]?.array == nil {
            throw APIError.invalid("The verb 'service' needs 'service_steps'")
        }
        if values["clean_steps"] != nil, verb != .clean {
            throw APIError.invalid("The argument 'clean_steps' is for the verb clean alone")
        }
        if values["deploy_steps"] != nil {
            guard version.knows(since: 69) else {
                throw APIError.tooNew("The argument 'deploy_steps'", since: 69, for: version)
            }
            guard verb == .active || verb == .rebuild else {
                throw APIError.invalid("The argument 'deploy_steps' is for the verbs active and rebuild alone")
            }
            guard values["deploy_steps"]?.array?.isEmpty == true else {
                throw APIError.invalid(
                    "Deploy steps of the caller's own are not supported yet; leave 'deploy_steps' out to get those of the"
                        + " node's interfaces", code: "deploy_steps_not_supported")
            }
        }
        if values["service_steps"] != nil, verb != .service {
            throw APIError.invalid("The argument 'service_steps' is for the verb service alone")
        }
    }

    private static func check(_ step: JSONValue, _ shape: Shape, at place: String) throws {
        guard let members = step.object else {
            throw APIError.invalid("\(place) must be an object, not \(step.kind)")
        }
        if let missing = shape.required.sorted().first(where: { members[$0] == nil }) {
            throw APIError.invalid("\(place) has no '\(missing)'")
        }
        let known = shape.required.union(shape.optional)
        if let unknown = members.keys.sorted().first(where: { !known.contains($0) }) {
            throw APIError.invalid("\(place) has an unknown member '\(unknown)'")
        }
        for (name, value) in members where !isProper(value, as: name) {
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
        default: (value.integer ?? value.string.flatMap { Int($0) }).map { $0 >= 0 } ?? false
        }
    }
}
