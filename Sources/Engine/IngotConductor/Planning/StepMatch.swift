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
            return .success(request.planned(by: .conductor, .resumable))
        }
        guard let match = offered.first(where: { $0.step.qualifiedName == request.step.qualifiedName }) else {
            guard learnsSteps else {
                return .failure(problem("no interface of the node offers the \(phase.rawValue) step", request.step))
            }
            return .success(request.planned(by: .agent, .resumable))
        }
        if let fault = argumentFault(request.step, match) { return .failure(fault) }
        var planned = match
        planned.step.arguments = request.step.arguments
        if request.hasPriority {
            planned.step.priority = request.step.priority
            planned.priorityOrigin = request.origin
        }
        planned.origin = request.origin
        planned.reason = request.origin.reason
        return .success(planned)
    }

    private func planned(_ reserved: ReservedStep, _ request: RequestedStep) -> Result<PlannedStep, HardwareProblem> {
        if let target = reserved.powerTarget, request.step.children == nil, let power,
            !power.supportedTargets.contains(target)
        {
            return .failure(problem("the power interface '\(power.name)' cannot do", request.step))
        }
        var request = request
        request.step.isAbortable = reserved == .hold || reserved == .wait
        request.step.requiresRamdisk = false
        let repetition: Repetition = reserved == .reboot ? .resumable : .repeatable
        let actor = request.step.children == nil && reserved.powerTarget != nil ? power?.actor : nil
        return .success(request.planned(by: actor ?? .conductor, repetition))
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
