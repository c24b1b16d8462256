import IngotHardware
import IngotModel

/// The steps of a deployment: the caller's come before those of deploy templates, and both before the interfaces' own
/// of the same name (peer: ironic's `_get_all_deployment_steps`).
struct DeploySteps: Sendable {
    let match: StepMatch

    /// - Throws: ``HardwareProblem`` naming the first step that cannot be had.
    func planned(caller: JSONValue?, templates: JSONValue?) throws(HardwareProblem) -> [PlannedStep] {
        let callers = try checked(caller, "deploy_steps")
        let named = Set(callers.map(\.step.qualifiedName))
        let fromTemplates = try checked(templates, "the deploy templates of the instance's traits")
        let asked = callers + fromTemplates.filter { $0.step.reserved != nil || !named.contains($0.step.qualifiedName) }
        let overridden = Set(asked.filter { $0.step.reserved == nil }.map(\.step.qualifiedName))
        return StepOrder.arranged(
            asked + match.offered.filter { !overridden.contains($0.step.qualifiedName) }, in: .deploy)
    }

    private func checked(_ given: JSONValue?, _ source: String) throws(HardwareProblem) -> [PlannedStep] {
        var steps: [PlannedStep] = []
        var seen: Set<String> = []
        for request in try RequestedStep.list(given) {
            let name = request.step.qualifiedName
            guard request.step.reserved != nil || seen.insert(name).inserted else {
                throw HardwareProblem(.invalidParameter, "\(source) name the step '\(name)' more than once")
            }
            if name == Self.core, request.step.priority > 0 {
                throw HardwareProblem(
                    .invalidParameter,
                    "\(source) name the step '\(name)', which can only be left out, with priority 0, not changed")
            }
            // A step that is left out need not fit.
            if request.step.priority == 0 {
                steps.append(request.planned(by: .conductor, .repeatable))
                continue
            }
            steps.append(try match.planned(request).get())
        }
        return steps
    }

    private static let core = "deploy.deploy"
}
