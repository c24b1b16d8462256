import IngotHardware
import IngotModel

/// The steps that a fake interface offers: a table, and what each of them claims to have done.
struct FakeSteps: Sendable {
    struct Row: Sendable {
        var phases: Set<StepPhase>
        var planned: PlannedStep
        var result: @Sendable (Step, NodeTask) throws -> StepResult
    }

    let rows: [Row]
    let delay: Duration

    func offered(in phase: StepPhase) -> [PlannedStep] { rows.filter { $0.phases.contains(phase) }.map(\.planned) }

    func body(of step: Step, in phase: StepPhase) -> (any StepBody)? {
        guard let row = rows.first(where: { $0.planned.step.name == step.name && $0.phases.contains(phase) }) else {
            return nil
        }
        return FakeStep(delay: delay) { try row.result(step, $0) }
    }
}

extension Step {
    /// The argument `settings`, a list of objects.
    ///
    /// - Throws: ``HardwareProblem`` where it is not one.
    func settings() throws(HardwareProblem) -> [[String: JSONValue]] {
        guard let list = arguments["settings"]?.array else {
            throw HardwareProblem(.invalidParameter, "the argument 'settings' must be a list of objects")
        }
        let settings = list.compactMap(\.object)
        guard settings.count == list.count else {
            throw HardwareProblem(.invalidParameter, "each member of 'settings' must be an object")
        }
        return settings
    }
}
