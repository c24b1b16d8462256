import IngotHardware
import IngotModel

/// Finds what does the steps that somebody asked for, and what is wrong with them.
struct StepMatch: Sendable {
    let phase: StepPhase
    let offered: [PlannedStep]
    /// Whether the agent may offer more when it is asked.
    let learnsSteps: Bool
    let power: (any PowerInterface)?

    /// The step as it will be planned, or why it cannot be.
    func planned(_ request: RequestedStep) -> Result<PlannedStep, HardwareProblem> {
        if let reserved = request.step.reserved { return planned(reserved, request) }
        // The children have interfaces of their own; they are asked when it is their turn.
        if request.step.children != nil {
            return .success(PlannedStep(request.step, by: .conductor, .atMostOnce, because: request.reason))
        }
        guard let match = offered.first(where: { $0.step.qualifiedName == request.step.qualifiedName }) else {
            guard learnsSteps else {
                return .failure(problem("no interface of the node offers the \(phase.rawValue) step", request.step))
            }
            return .success(PlannedStep(request.step, by: .agent, .resumable, because: request.reason))
        }
        if let fault = argumentFault(request.step, match) { return .failure(fault) }
        var planned = match
        planned.step.arguments = request.step.arguments
        if request.hasPriority { planned.step.priority = request.step.priority }
        planned.reason = request.reason
        return .success(planned)
    }

    private func planned(_ reserved: ReservedStep, _ request: RequestedStep) -> Result<PlannedStep, HardwareProblem> {
        if let target = reserved.powerTarget, request.step.children == nil, let power,
            !power.supportedTargets.contains(target)
        {
            return .failure(problem("the power interface '\(power.name)' cannot do", request.step))
        }
        var step = request.step
        step.isAbortable = reserved == .hold || reserved == .wait
        step.requiresRamdisk = false
        let repetition: Repetition = reserved == .reboot ? .resumable : .repeatable
        return .success(PlannedStep(step, by: .conductor, repetition, because: request.reason))
    }

    /// What is wrong with the arguments, where it is known which there are.
    private func argumentFault(_ step: Step, _ match: PlannedStep) -> HardwareProblem? {
        guard let parameters = match.parameters else { return nil }
        let strangers = step.arguments.keys.filter { parameters[$0] == nil }.sorted()
        if !strangers.isEmpty {
            return problem("the arguments \(strangers.joined(separator: ", ")) are not known to", step)
        }
        let missing = parameters.filter { $0.value.isRequired && step.arguments[$0.key] == nil }.sorted {
            $0.key < $1.key
        }
        guard !missing.isEmpty else { return nil }
        let names = missing.map { "\($0.key) (\($0.value.meaning))" }.joined(separator: ", ")
        return problem("the arguments \(names) are missing for", step)
    }

    private func problem(_ what: String, _ step: Step) -> HardwareProblem {
        HardwareProblem(.invalidParameter, "\(what) '\(step.qualifiedName)'")
    }
}
