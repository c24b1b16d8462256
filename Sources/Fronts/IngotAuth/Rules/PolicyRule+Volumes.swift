extension PolicyRule {
    /// Rules of volume connectors and targets.
    static let volumes: [PolicyRule] = [
        PolicyRule(
            "baremetal:volume:list_all", .systemReader, formerly: .formerObserver, named: "baremetal:volume:get",
            guards: [
                .get("/volume/connectors"), .get("/volume/targets"), .get("/nodes/{node_ident}/volume/connectors"),
                .get("/nodes/{node_ident}/volume/targets"),
            ]),
        PolicyRule(
            "baremetal:volume:list", .reader, formerly: .formerObserver, named: "baremetal:volume:get",
            guards: [
                .get("/volume/connectors"), .get("/volume/targets"), .get("/nodes/{node_ident}/volume/connectors"),
                .get("/nodes/{node_ident}/volume/targets"),
            ]),
        PolicyRule(
            "baremetal:volume:get", .ownerOrLesseeReader, formerly: .formerObserver,
            guards: [
                .get("/volume"), .get("/volume/connectors"), .get("/volume/connectors/{volume_connector_id}"),
                .get("/volume/targets"), .get("/volume/targets/{volume_target_id}"), .get("/nodes/{node_ident}/volume"),
                .get("/nodes/{node_ident}/volume/connectors"), .get("/nodes/{node_ident}/volume/targets"),
            ]),
        PolicyRule(
            "baremetal:volume:create", .ownerOrLesseeManager, formerly: .formerAdministrator,
            guards: [.post("/volume/connectors"), .post("/volume/targets")]),
        PolicyRule(
            "baremetal:volume:delete", .ownerOrLesseeManager, formerly: .formerAdministrator,
            guards: [
                .delete("/volume/connectors/{volume_connector_id}"), .delete("/volume/targets/{volume_target_id}"),
            ]),
        PolicyRule(
            "baremetal:volume:update", .ownerMemberOrLesseeManager, formerly: .formerAdministrator,
            guards: [.patch("/volume/connectors/{volume_connector_id}"), .patch("/volume/targets/{volume_target_id}")]),
        PolicyRule(
            "baremetal:volume:view_target_properties", .systemReaderOrAdministrator, formerly: .formerAdministrator,
            named: "baremetal:volume:update",
            guards: [.get("/volume/connectors/{volume_connector_id}"), .get("/volume/targets/{volume_target_id}")]),
    ]
}
