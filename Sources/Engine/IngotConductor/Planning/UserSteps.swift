import IngotHardware
import IngotModel

/// The steps that a caller named for manual cleaning, in the caller's order.
enum UserSteps {
    /// - Throws: ``HardwareProblem`` naming the first step that no interface of the node offers.
    static func chosen(_ given: JSONValue?, from offered: [PlannedStep]) throws(HardwareProblem) -> [PlannedStep] {
        var steps: [PlannedStep] = []
        for item in given?.array ?? [] {
            guard let kind = item["interface"]?.string.flatMap(InterfaceKind.init), let name = item["step"]?.string
            else {
                throw HardwareProblem(.invalidParameter, "each clean step needs 'interface' and 'step'")
            }
            var step = Step(kind, name, arguments: item["args"]?.object ?? [:])
            guard let match = offered.first(where: { $0.step.interface == kind && $0.step.name == name }) else {
                // What only the agent knows is not known before it was asked; it is then refused in place of done.
                steps.append(PlannedStep(step, by: .agent, .resumable, because: "the caller asked for it"))
                continue
            }
            step.priority = match.step.priority
            step.isAbortable = match.step.isAbortable
            steps.append(PlannedStep(step, by: match.actor, match.repetition, because: "the caller asked for it"))
        }
        guard !steps.isEmpty else {
            throw HardwareProblem(.invalidParameter, "manual cleaning needs clean_steps, a list with at least one step")
        }
        return steps
    }
}
