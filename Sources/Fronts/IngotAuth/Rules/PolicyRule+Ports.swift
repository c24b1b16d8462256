extension PolicyRule {
    /// Rules of ports and groups of ports.
    static let ports: [PolicyRule] = [
        PolicyRule(
            "baremetal:port:get", .ownerOrLesseeReader, formerly: .formerObserver,
            guards: [
                .get("/ports/{port_id}"), .get("/nodes/{node_ident}/ports"), .get("/nodes/{node_ident}/ports/detail"),
                .get("/portgroups/{portgroup_ident}/ports"), .get("/portgroups/{portgroup_ident}/ports/detail"),
            ]),
        PolicyRule(
            "baremetal:port:list", .reader, formerly: "rule:baremetal:port:get",
            guards: [.get("/ports"), .get("/ports/detail")]),
        PolicyRule(
            "baremetal:port:list_all", .systemReader, formerly: "rule:baremetal:port:get",
            guards: [.get("/ports"), .get("/ports/detail")]),
        PolicyRule("baremetal:port:create", .portManager, formerly: .formerAdministrator, guards: [.post("/ports")]),
        PolicyRule(
            "baremetal:port:delete", .portManager, formerly: .formerAdministrator, guards: [.delete("/ports/{port_id}")]
        ),
        PolicyRule(
            "baremetal:port:update", .ownerManager, formerly: .formerAdministrator, guards: [.patch("/ports/{port_id}")]
        ),
        PolicyRule(
            "baremetal:portgroup:get", .ownerOrLesseeReader, formerly: .formerObserver,
            guards: [
                .get("/portgroups"), .get("/portgroups/detail"), .get("/portgroups/{portgroup_ident}"),
                .get("/nodes/{node_ident}/portgroups"), .get("/nodes/{node_ident}/portgroups/detail"),
            ]),
        PolicyRule(
            "baremetal:portgroup:create", .portManager, formerly: .formerAdministrator, guards: [.post("/portgroups")]),
        PolicyRule(
            "baremetal:portgroup:delete", .portManager, formerly: .formerAdministrator,
            guards: [.delete("/portgroups/{portgroup_ident}")]),
        PolicyRule(
            "baremetal:portgroup:update", .ownerManager, formerly: .formerAdministrator,
            guards: [.patch("/portgroups/{portgroup_ident}")]),
        PolicyRule(
            "baremetal:portgroup:list", .reader, formerly: .formerObserver, named: "baremetal:portgroup:get",
            guards: [.get("/portgroups"), .get("/portgroups/detail")]),
        PolicyRule(
            "baremetal:portgroup:list_all", .systemReader, formerly: .formerObserver, named: "baremetal:portgroup:get",
            guards: [.get("/portgroups"), .get("/portgroups/detail")]),
    ]
}
