import IngotHardware
import IngotModel

/// Finds what does the steps that somebody asked for, and what is wrong with them.
struct StepMatch: Sendable {
    let phase: StepPhase
    let offered: [PlannedStep]
    /// Whether the agent may offer more when it is asked.
    let learnsSteps: Bool
    let power: (any PowerInterface)?
    /// Whether the node is never to be switched off.
    let forbidsPowerOff: Bool

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
        // Where the parameters are not known, only the agent can tell.
        if let fault = match.parameters.flatMap({ argumentFault(request.step, taking: $0) }) { return .failure(fault) }
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
        if let fault = argumentFault(request.step, taking: reserved.parameters) { return .failure(fault) }
        if let target = reserved.powerTarget, request.step.children == nil {
            if let power, !power.supportedTargets.contains(target) {
                return .failure(problem("the power interface '\(power.name)' cannot do", request.step))
            }
            if target.result == .off, forbidsPowerOff {
                return .failure(problem("the node has disable_power_off set, which forbids", request.step))
            }
        }
        var request = request
        request.step.isAbortable = reserved == .hold || reserved == .wait
        request.step.requiresRamdisk = false
        let repetition: Repetition = reserved == .reboot ? .resumable : .repeatable
        let actor = request.step.children == nil && reserved.powerTarget != nil ? power?.actor : nil
        return .success(request.planned(by: actor ?? .conductor, repetition))
    }

    /// What is wrong with the arguments of a step that takes these.
    private func argumentFault(_ step: Step, taking parameters: [String: StepParameter]) -> HardwareProblem? {
        let strangers = step.arguments.keys.filter { parameters[$0] == nil }.sorted()
        if !strangers.isEmpty {
            return problem("the arguments \(strangers.joined(separator: ", ")) are not known to", step)
        }
        let known = parameters.sorted { $0.key < $1.key }
        let missing = known.filter { $0.value.isRequired && step.arguments[$0.key] == nil }
        if !missing.isEmpty {
            let names = missing.map { "\($0.key) (\($0.value.meaning))" }.joined(separator: ", ")
            return problem("the arguments \(names) are missing for", step)
        }
        // The value is not told, as it may be a secret.
        let wrong = known.first { name, parameter in step.arguments[name].map { !parameter.accepts($0) } ?? false }
        return wrong.map { problem("the argument \($0.key) must be \($0.value.meaning) for", step) }
    }

    private func problem(_ what: String, _ step: Step) -> HardwareProblem {
        HardwareProblem(.invalidParameter, "\(what) '\(step.qualifiedName)'")
    }
}
