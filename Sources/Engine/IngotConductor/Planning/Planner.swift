import IngotHardware
import IngotModel

/// Computes what a verb would do to a node; nothing here has a side effect, so a dry run and the real run agree.
struct Planner: Sendable {
    let catalog: HardwareCatalog
    let settings: ConductorSettings

    /// The plan for a request that starts a run, with all that stands in its way.
    func plan(_ kind: NodeRequest.Kind, for task: NodeTask) async -> Plan {
        switch kind {
        case .provision(let verb), .plan(let verb): await plan(verb, for: task)
        case .power(let target), .planPower(let target): await plan(target, for: task)
        case .validate, .call:
            Plan(verb: kind.text, from: task.node.provisionState, target: nil, steps: [])
        }
    }

    /// The rest of a running plan, made anew from what the node knows now; the steps before `position` stay.
    ///
    /// - Throws: ``HardwareProblem``, or ``PlanBlocker`` where a step that the caller asked for has come to be
    ///   disallowed meanwhile. It is not left out: whoever asked would believe it done.
    func replanned(_ plan: Plan, from position: Int, verb: Verb, for task: NodeTask) throws -> Plan {
        guard let route = VerbRoute.of(verb, from: plan.from) else { return plan }
        let done = Array(plan.steps.prefix(position))
        var left = done.map(\.step.qualifiedName)
        var renewed = plan
        renewed.steps =
            done
            + (try steps(of: verb, route, for: task)).filter { planned in
                // A step that was asked for twice is done twice.
                guard let index = left.firstIndex(of: planned.step.qualifiedName) else { return true }
                left.remove(at: index)
                return false
            }
        return renewed
    }

    private func plan(_ verb: Verb, for task: NodeTask) async -> Plan {
        let state = task.node.provisionState
        guard let route = VerbRoute.of(verb, from: state)?.suited(to: task.node) else {
            return interruption(verb, task)
        }
        var plan = Plan(verb: verb.rawValue, from: state, target: route.target, steps: [])
        plan.blockers = Blockers.ofTransition(verb, task, settings)
        do {
            plan.steps = try steps(of: verb, route, for: task)
        } catch {
            plan.blockers.append(Blockers.from(error))
        }
        if !route.isTrial { plan.blockers += await faults(of: route, task).filter { !plan.blockers.contains($0) } }
        describe(&plan, route, task)
        return plan
    }

    /// Verbs without steps of their own: they end what another verb has begun, or let it go on.
    private func interruption(_ verb: Verb, _ task: NodeTask) -> Plan {
        let state = task.node.provisionState
        let target =
            verb == .abort ? Transition.end(ofAbortIn: state) : Transition.destination(from: state, on: verb.event)
        var plan = Plan(verb: verb.rawValue, from: state, target: target, steps: [])
        plan.blockers = Blockers.ofTransition(verb, task, settings)
        if verb == .abort, let blocker = Blockers.ofAbort(task.node, catalog) { plan.blockers.append(blocker) }
        return plan
    }

    private func plan(_ target: PowerTarget, for task: NodeTask) async -> Plan {
        var plan = Plan(verb: target.rawValue, from: task.node.provisionState, target: nil, steps: [])
        do {
            let power = try catalog.power(of: task.node)
            plan.blockers = Blockers.ofPower(target, by: power, task.node)
            var step = PlannedStep(
                Step(.power, BuiltInSteps.setPower, arguments: ["target": .string(target.rawValue)]),
                by: power.actor, .resumable, because: StepOrigin.caller.reason)
            step.origin = .caller
            plan.steps = [step]
            plan.reboots = plan.steps.count(where: \.reboots)
            try await power.validate(task)
        } catch {
            plan.blockers.append(Blockers.from(error))
        }
        return plan
    }
}
