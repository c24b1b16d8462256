import IngotHardware
import IngotModel

/// What becomes of a run that is held when it is let go.
extension Planner {
    /// The plan of `unhold`: the steps that are left of the run, as it will do them, and where it ends.
    func plan(lettingGo held: Run, for task: NodeTask) -> Plan {
        var plan = Plan(
            verb: Verb.unhold.rawValue, from: task.node.provisionState, target: held.plan.target,
            steps: Array(held.plan.steps.dropFirst(held.position + 1)))
        plan.blockers = Blockers.ofTransition(.unhold, task, settings)
        let route = held.kind.verb.flatMap { VerbRoute.of($0, from: held.plan.from) }
        describeSteps(of: &plan, route?.phases ?? [], task)
        return plan
    }
}
