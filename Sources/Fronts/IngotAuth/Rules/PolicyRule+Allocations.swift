extension PolicyRule {
    /// Rules of allocations.
    static let allocations: [PolicyRule] = [
        PolicyRule(
            "baremetal:allocation:get", .allocationReader, formerly: .formerObserver,
            guards: [.get("/allocations/{allocation_id}"), .get("/nodes/{node_ident}/allocation")]),
        PolicyRule(
            "baremetal:allocation:list", .reader, formerly: "rule:baremetal:allocation:get",
            guards: [.get("/allocations")]),
        PolicyRule(
            "baremetal:allocation:list_all", .systemReader,
            formerly: "rule:baremetal:allocation:get and is_admin_project:True", guards: [.get("/allocations")]),
        PolicyRule(
            "baremetal:allocation:create", .member, formerly: "rule:is_admin and is_admin_project:True",
            guards: [.post("/allocations")]),
        PolicyRule(
            "baremetal:allocation:create_restricted", .systemMember, formerly: "rule:baremetal:allocation:create",
            guards: [.post("/allocations")]),
        PolicyRule(
            "baremetal:allocation:delete", .allocationMember, formerly: .formerAdministrator,
            guards: [.delete("/allocations/{allocation_id}"), .delete("/nodes/{node_ident}/allocation")]),
        PolicyRule(
            "baremetal:allocation:update", .allocationMember, formerly: .formerAdministrator,
            guards: [.patch("/allocations/{allocation_id}")]),
        PolicyRule(
            "baremetal:allocation:create_pre_rbac",
            "(rule:is_member and role:baremetal_admin) or (is_admin_project:True and role:admin)", in: [.project],
            guards: [.patch("/allocations/{allocation_id}")]),
    ]
}
