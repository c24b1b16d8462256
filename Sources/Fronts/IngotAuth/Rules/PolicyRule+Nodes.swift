extension PolicyRule {
    /// Rules of nodes and of what lies below them.
    static let nodes: [PolicyRule] = [
        PolicyRule(
            "baremetal:node:create", .systemAdministratorOrService, formerly: .formerAdministrator,
            guards: [.post("/nodes")]),
        PolicyRule("baremetal:node:create:self_owned_node", .administrator, guards: [.post("/nodes")]),
        PolicyRule(
            "baremetal:node:list", .reader, formerly: "rule:baremetal:node:get",
            guards: [.get("/nodes"), .get("/nodes/detail")]),
        PolicyRule(
            "baremetal:node:list_all", .systemReader, formerly: "rule:baremetal:node:get",
            guards: [.get("/nodes"), .get("/nodes/detail")]),
        PolicyRule(
            "baremetal:node:get", .ownerOrLesseeReader, formerly: .formerObserver, guards: [.get("/nodes/{node_ident}")]
        ),
        PolicyRule(
            "baremetal:node:get:filter_threshold", .systemReader, formerly: .formerObserver,
            named: "baremetal:node:get", guards: [.get("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:get:last_error", .ownerReader, formerly: .formerObserver, named: "baremetal:node:get",
            guards: [.get("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:get:reservation", .ownerReader, formerly: .formerObserver, named: "baremetal:node:get",
            guards: [.get("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:get:driver_internal_info", .ownerReader, formerly: .formerObserver,
            named: "baremetal:node:get", guards: [.get("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:get:driver_info", .ownerReader, formerly: .formerObserver, named: "baremetal:node:get",
            guards: [.get("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:delete", .systemAdministrator, formerly: .formerAdministrator,
            guards: [.delete("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:delete:self_owned_node", .projectAdministrator, guards: [.delete("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:validate", .ownerMemberOrLesseeManager, formerly: .formerAdministrator,
            guards: [.get("/nodes/{node_ident}/validate")]),
        PolicyRule(
            "baremetal:node:clear_maintenance", .ownerMemberOrLesseeManager, formerly: .formerAdministrator,
            guards: [.delete("/nodes/{node_ident}/maintenance")]),
        PolicyRule(
            "baremetal:node:vif:list", .ownerOrLesseeReader, formerly: .formerAdministrator,
            guards: [.get("/nodes/{node_ident}/vifs")]),
        PolicyRule(
            "baremetal:node:vif:attach", .ownerMemberOrLesseeManager, formerly: .formerAdministrator,
            guards: [.post("/nodes/{node_ident}/vifs")]),
        PolicyRule(
            "baremetal:node:vif:detach", .ownerMemberOrLesseeManager, formerly: .formerAdministrator,
            guards: [.delete("/nodes/{node_ident}/vifs/{node_vif_ident}")]),
        PolicyRule(
            "baremetal:node:traits:list", .ownerOrLesseeReader, formerly: .formerObserver,
            guards: [.get("/nodes/{node_ident}/traits")]),
        PolicyRule(
            "baremetal:node:traits:set", .ownerManager, formerly: .formerAdministrator,
            guards: [.put("/nodes/{node_ident}/traits"), .put("/nodes/{node_ident}/traits/{trait}")]),
        PolicyRule(
            "baremetal:node:traits:delete", .ownerManager, formerly: .formerAdministrator,
            guards: [.delete("/nodes/{node_ident}/traits"), .delete("/nodes/{node_ident}/traits/{trait}")]),
        PolicyRule(
            "baremetal:node:bios:get", .ownerOrLesseeReader, formerly: .formerObserver,
            guards: [.get("/nodes/{node_ident}/bios"), .get("/nodes/{node_ident}/bios/{setting}")]),
        PolicyRule(
            "baremetal:node:disable_cleaning", .systemAdministrator, formerly: "rule:baremetal:node:update",
            guards: [.patch("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:history:get", .ownerReader, formerly: .formerObserver, named: "baremetal:node:get",
            guards: [.get("/nodes/{node_ident}/history"), .get("/nodes/{node_ident}/history/{event_ident}")]),
        PolicyRule(
            "baremetal:node:inventory:get", .ownerReader, formerly: .formerObserver, named: "baremetal:node:get",
            guards: [.get("/nodes/{node_ident}/inventory")]),
        PolicyRule("baremetal:node:firmware:get", .ownerOrLesseeReader, guards: [.get("/nodes/{node_ident}/firmware")]),
        PolicyRule("baremetal:node:vmedia:attach", .ownerOrLesseeMember, guards: [.post("/nodes/{node_ident}/vmedia")]),
        PolicyRule(
            "baremetal:node:vmedia:detach", .ownerOrLesseeMember, guards: [.delete("/nodes/{node_ident}/vmedia")]),
        PolicyRule("baremetal:node:vmedia:get", .ownerOrLesseeReader, guards: [.get("/nodes/{node_ident}/vmedia")]),
        PolicyRule(
            "baremetal:node:vendor_passthru", .systemAdministrator, formerly: .formerAdministrator,
            guards: [
                .get("nodes/{node_ident}/vendor_passthru/methods"),
                .get("nodes/{node_ident}/vendor_passthru?method={method_name}"),
                .put("nodes/{node_ident}/vendor_passthru?method={method_name}"),
                .post("nodes/{node_ident}/vendor_passthru?method={method_name}"),
                .patch("nodes/{node_ident}/vendor_passthru?method={method_name}"),
                .delete("nodes/{node_ident}/vendor_passthru?method={method_name}"),
            ]),
    ]
}
