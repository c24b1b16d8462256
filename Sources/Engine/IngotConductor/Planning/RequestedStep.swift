import IngotHardware
import IngotModel

/// A step as a caller, a runbook or a deploy template asks for it.
struct RequestedStep: Sendable {
    var step: Step
    /// Whether `step.priority` was given, as it is for deploy steps.
    var hasPriority: Bool
    var origin: StepOrigin

    /// - Throws: ``HardwareProblem`` where it is not of the agreed shape.
    init(_ json: JSONValue) throws(HardwareProblem) {
        guard let kind = json["interface"]?.string.flatMap(InterfaceKind.init), let name = json["step"]?.string,
            !name.isEmpty
        else {
            throw HardwareProblem(
                .invalidParameter, "each step needs 'interface' and 'step', which \(json.serialized()) has not")
        }
        let priority = json["priority"].flatMap { $0.integer ?? $0.string.flatMap { Int($0) } }
        step = Step(kind, name, priority: priority ?? 0, arguments: json["args"]?.object ?? [:])
        if json["execute_on_child_nodes"]?.flag == true {
            step.children = ChildNodes(limit: json["limit_child_node_execution"]?.array?.compactMap(\.string) ?? [])
        }
        hasPriority = priority != nil
        origin = StepOrigin(json: json[Self.originMember]) ?? .caller
    }

    /// The member that tells where a step comes from; put there when runbooks and templates are read.
    static let originMember = "origin"

    /// The step as it stands in a plan.
    func planned(by actor: StepActor, _ repetition: Repetition) -> PlannedStep {
        var planned = PlannedStep(step, by: actor, repetition, because: origin.reason)
        planned.origin = origin
        planned.priorityOrigin = origin
        return planned
    }

    static func list(_ json: JSONValue?) throws(HardwareProblem) -> [RequestedStep] {
        var steps: [RequestedStep] = []
        for item in json?.array ?? [] { steps.append(try RequestedStep(item)) }
        return steps
    }
}
