import IngotHardware
import IngotModel
import IngotStorage

/// Answers what a verb would do: the plan that would be executed, and what is known around it.
struct PlanDesk: Sendable {
    let surroundings: Surroundings

    func answer(_ kind: NodeRequest.Kind, _ task: NodeTask) async throws -> ExplainedPlan {
        let surroundings = surroundings
        let facts = try await surroundings.store.read { transaction in
            try PlanFacts(for: kind, task, surroundings, transaction)
        }
        let planner = surroundings.planner
        let plan =
            if let held = facts.held { planner.plan(lettingGo: held, for: task) } else {
                await planner.plan(kind, for: task)
            }
        var explained = Self.explained(plan, kind, task.node, facts)
        explained.failure = await planner.failure(of: plan, for: task)
        return explained
    }

    /// Puts plan and facts together.
    static func explained(_ plan: Plan, _ kind: NodeRequest.Kind, _ node: Node, _ facts: PlanFacts) -> ExplainedPlan {
        var plan = plan
        if facts.waiting != nil {
            // What waits is taken back in whatever state the node is, and the node stays in it.
            plan.blockers = []
            plan.target = nil
        }
        let (blocker, note) = occupation(of: plan, kind, node, facts)
        // What the state does not allow is refused for that, whoever holds the node.
        if let blocker { plan.blockers.append(blocker) }
        if case .refused(let refusal) = facts.outlook { plan.blockers.append(refusal) }
        if let note { plan.notes.append(note) }
        if let note = pause(of: plan, kind, node, facts) { plan.notes.append(note) }
        let disks = disks(of: plan, kind, node, facts.inventory)
        if disks == nil, !plan.steps.isEmpty, writesImage(plan, kind) || !plan.destroys.isEmpty {
            plan.notes.append("the machine has not been inspected, so that none of its disks can be named")
        }
        if let problem = disks?.problem { plan.notes.append(problem) }
        let estimate = PlanEstimate(of: plan, endingLike: facts.held?.plan ?? plan, from: facts.past)
        var explained = ExplainedPlan(plan, disks: disks, estimate: estimate)
        if case .waits(let wait) = facts.outlook, plan.blockers.isEmpty { explained.wait = wait }
        return explained
    }

    /// What becomes of the work that is under way: it is in the way, or it is what the verb is about.
    private static func occupation(
        of plan: Plan, _ kind: NodeRequest.Kind, _ node: Node, _ facts: PlanFacts
    ) -> (blocker: PlanBlocker?, note: String?) {
        if let lease = facts.lease { return (Blockers.locked(node.id, by: lease), nil) }
        if let waiting = facts.waiting { return (nil, "takes back '\(waiting.kind.text)', which waits for room") }
        guard let run = facts.active else { return (nil, nil) }
        let step = run.plan.steps.at(run.position)
        let place = step?.step.qualifiedName ?? "its end"
        // What the state does not allow ends nothing and lets nothing go on.
        let isAllowed = kind.verb.map { Transition.destination(from: plan.from, on: $0.event) != nil } ?? true
        switch kind {
        case .plan(.abort) where !isAllowed, .plan(.unhold) where !isAllowed: return (nil, nil)
        case .plan(.abort):
            let isAbortable = step?.step.isAbortable ?? true
            return (nil, "ends '\(run.plan.verb)' \(isAbortable ? "at" : "after") \(place)")
        case .plan(.unhold): return (nil, "'\(run.plan.verb)' goes on from \(place)")
        case .plan where run.state == .suspended && isAllowed:
            return (nil, "ends '\(run.plan.verb)', which waits at \(place)")
        case .planPower(let target)
        where PowerInterlude(.power(target), during: run, on: node, at: run.startedAt) != nil:
            return (nil, "'\(run.plan.verb)' waits on at \(place)")
        default: return (Blockers.busy(with: run, on: node), nil)
        }
    }

    /// What maintenance does to the run that is under way, or would do to the planned one.
    private static func pause(
        of plan: Plan, _ kind: NodeRequest.Kind, _ node: Node, _ facts: PlanFacts
    ) -> String? {
        if let run = facts.active { return run.pause(on: node).map { "'\(run.plan.verb)' is \($0)" } }
        guard node.inMaintenance, plan.blockers.isEmpty, case .plan(let verb) = kind,
            let state = VerbRoute.of(verb, from: plan.from)?.waits, state.pausesInMaintenance
        else { return nil }
        return "the \(node.maintenanceWords); until that ends, the run would go no further than to its first wait"
    }

    private static func disks(
        of plan: Plan, _ kind: NodeRequest.Kind, _ node: Node, _ inventory: NodeInventory?
    ) -> PlannedDisks? {
        guard let inventory else { return nil }
        return PlannedDisks(
            inventory.disks, seenAt: inventory.updatedAt ?? inventory.createdAt, of: node,
            losses: Planner.losses(of: plan), writesImage: writesImage(plan, kind))
    }

    private static func writesImage(_ plan: Plan, _ kind: NodeRequest.Kind) -> Bool {
        guard case .plan(let verb) = kind else { return false }
        return [.active, .deploy, .rebuild].contains(verb) || plan.steps.contains { $0.destroys?.disks == .rootDevice }
    }
}
