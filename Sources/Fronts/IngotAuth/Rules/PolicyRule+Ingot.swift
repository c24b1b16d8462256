extension PolicyRule {
    /// Rules of what Ingot alone can do.
    ///
    /// Each has the check of a rule of the Bare Metal service that is about the same people; an override of that one
    /// counts for it too, as long as nobody overrides it by its own name.
    static let ingot: [PolicyRule] = [
        PolicyRule(
            "ingot:conductor:drain", .systemAdministrator, formerly: .formerAdministrator,
            named: "baremetal:driver:vendor_passthru", in: [.system],
            guards: [.post("/conductors/{hostname}/drain"), .delete("/conductors/{hostname}/drain")]),
        PolicyRule(
            "ingot:node:break_lease", .ownerMemberOrLesseeManager, formerly: .formerAdministrator,
            named: "baremetal:node:set_maintenance", guards: [.delete("/nodes/{node_ident}/lease")]),
    ]
}
