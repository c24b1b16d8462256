import IngotHardware
import IngotModel

/// The steps of manual cleaning and of service, in the order in which they were asked for.
struct ManualSteps: Sendable {
    let match: StepMatch
    /// What comes before and after where the ramdisk takes part.
    let frame: PhaseFrame
    /// Whether the ramdisk is to be left out.
    let disablesRamdisk: Bool

    /// Steps that do not fit become one step that fails and says why: as in the field, the verb is accepted then, and
    /// leaves the node in its failure state (peer: ironic's `_validate_user_steps`).
    ///
    /// - Throws: ``HardwareProblem`` where there is no step, or one has not the agreed shape.
    func planned(_ given: JSONValue?, _ verb: Verb) throws(HardwareProblem) -> [PlannedStep] {
        let requests = try RequestedStep.list(given)
        guard !requests.isEmpty else {
            throw HardwareProblem(
                .invalidParameter,
                "'\(verb.rawValue)' needs \(verb.rawValue)_steps, a list with at least one step, or a runbook")
        }
        var steps: [PlannedStep] = []
        var faults: [String] = []
        for request in requests {
            switch match.planned(request) {
            case .success(let step): steps.append(step)
            case .failure(let problem): faults.append(problem.message)
            }
        }
        if disablesRamdisk {
            faults += steps.filter(\.step.requiresRamdisk).map {
                "'\($0.step.qualifiedName)' needs the ramdisk, which was to be left out"
            }
        }
        if !faults.isEmpty { return [BuiltInSteps.refused(faults)] }
        let goesWithout = disablesRamdisk || !steps.contains { $0.step.requiresRamdisk }
        return goesWithout ? steps : frame.opening + steps + frame.closing
    }
}
