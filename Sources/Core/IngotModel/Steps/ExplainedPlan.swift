/// A plan with what is told of it and never stored: its disks, how long it will take, whether it would wait and whether
/// it would fail.
package struct ExplainedPlan: Sendable, Hashable {
    package var plan: Plan
    /// Nil where the machine has not been inspected.
    package var disks: PlannedDisks?
    /// Nil where no run can be compared.
    package var estimate: PlanEstimate?
    /// Nil where it would begin at once.
    package var wait: PlannedWait?
    /// Why it is known already that the run would fail; nil where it is not.
    package var failure: String?

    package init(_ plan: Plan, disks: PlannedDisks? = nil, estimate: PlanEstimate? = nil) {
        self.plan = plan
        self.disks = disks
        self.estimate = estimate
    }

    /// The stored form of the plan, with what is told of it.
    package var json: JSONValue {
        var members = plan.json.object ?? [:]
        members["disks"] = disks?.json ?? .null
        members["estimate"] = estimate?.json ?? .null
        members["waits_for_room"] = wait?.json ?? .null
        members["will_fail"] = JSONValue(failure)
        return .object(members)
    }
}
