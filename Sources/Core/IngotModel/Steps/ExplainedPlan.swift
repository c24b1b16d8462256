/// A plan with what is told of it and never stored: its disks, and how long it will take.
package struct ExplainedPlan: Sendable, Hashable {
    package var plan: Plan
    /// Nil where the machine has not been inspected.
    package var disks: PlannedDisks?
    /// Nil where no run can be compared.
    package var estimate: PlanEstimate?

    package init(_ plan: Plan, disks: PlannedDisks? = nil, estimate: PlanEstimate? = nil) {
        self.plan = plan
        self.disks = disks
        self.estimate = estimate
    }

    /// The stored form of the plan, with `disks` and `estimate`.
    package var json: JSONValue {
        var members = plan.json.object ?? [:]
        members["disks"] = disks?.json ?? .null
        members["estimate"] = estimate?.json ?? .null
        return .object(members)
    }
}
