extension PolicyRule {
    /// Rules of chassis, drivers, conductors, shards and events.
    static let site: [PolicyRule] = [
        PolicyRule("baremetal:shards:get", .systemReader, guards: [.get("/shards")]),
        PolicyRule(
            "baremetal:chassis:get", .systemReader, formerly: .formerObserver, in: [.system],
            guards: [.get("/chassis"), .get("/chassis/detail"), .get("/chassis/{chassis_id}")]),
        PolicyRule(
            "baremetal:chassis:create", .systemAdministrator, formerly: .formerAdministrator, in: [.system],
            guards: [.post("/chassis")]),
        PolicyRule(
            "baremetal:chassis:delete", .systemAdministrator, formerly: .formerAdministrator, in: [.system],
            guards: [.delete("/chassis/{chassis_id}")]),
        PolicyRule(
            "baremetal:chassis:update", .systemMember, formerly: .formerAdministrator, in: [.system],
            guards: [.patch("/chassis/{chassis_id}")]),
        PolicyRule(
            "baremetal:driver:get", .systemReader, formerly: .formerObserver, in: [.system],
            guards: [.get("/drivers"), .get("/drivers/{driver_name}")]),
        PolicyRule(
            "baremetal:driver:get_properties", .systemReader, formerly: .formerObserver, in: [.system],
            guards: [.get("/drivers/{driver_name}/properties")]),
        PolicyRule(
            "baremetal:driver:get_raid_logical_disk_properties", .systemReader, formerly: .formerObserver,
            in: [.system], guards: [.get("/drivers/{driver_name}/raid/logical_disk_properties")]),
        PolicyRule(
            "baremetal:driver:vendor_passthru", .systemAdministrator, formerly: .formerAdministrator, in: [.system],
            guards: [
                .get("drivers/{driver_name}/vendor_passthru/methods"),
                .get("drivers/{driver_name}/vendor_passthru?method={method_name}"),
                .put("drivers/{driver_name}/vendor_passthru?method={method_name}"),
                .post("drivers/{driver_name}/vendor_passthru?method={method_name}"),
                .patch("drivers/{driver_name}/vendor_passthru?method={method_name}"),
                .delete("drivers/{driver_name}/vendor_passthru?method={method_name}"),
            ]),
        PolicyRule(
            "baremetal:conductor:get", .systemReader, formerly: .formerObserver,
            guards: [.get("/conductors"), .get("/conductors/{hostname}")]),
        PolicyRule(
            "baremetal:events:post", .systemAdministrator, formerly: .formerAdministrator, in: [.system],
            guards: [.post("/events")]),
    ]
}
