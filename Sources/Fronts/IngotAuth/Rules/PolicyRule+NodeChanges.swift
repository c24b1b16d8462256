extension PolicyRule {
    /// Rules of changes to a node's fields and states.
    static let nodeChanges: [PolicyRule] = [
        PolicyRule(
            "baremetal:node:update:driver_info", .ownerMember, formerly: .formerAdministrator,
            named: "baremetal:node:update", guards: [.patch("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:update:properties", .ownerMember, formerly: .formerAdministrator,
            named: "baremetal:node:update", guards: [.patch("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:update:chassis_uuid", .systemAdministrator, formerly: .formerAdministrator,
            named: "baremetal:node:update", guards: [.patch("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:update:instance_uuid", .ownerMember, formerly: .formerAdministrator,
            named: "baremetal:node:update", guards: [.patch("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:update:lessee", .ownerMember, formerly: .formerAdministrator,
            named: "baremetal:node:update", guards: [.patch("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:update:owner", .systemMember, formerly: .formerAdministrator,
            named: "baremetal:node:update", guards: [.patch("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:update:driver_interfaces", .ownerManager, formerly: .formerAdministrator,
            named: "baremetal:node:update", guards: [.patch("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:update:network_data", .ownerMember, formerly: .formerAdministrator,
            named: "baremetal:node:update", guards: [.patch("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:update:conductor_group", .systemMember, formerly: .formerAdministrator,
            named: "baremetal:node:update", guards: [.patch("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:update:name", .ownerMember, formerly: .formerAdministrator, named: "baremetal:node:update",
            guards: [.patch("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:update:retired", .ownerMember, formerly: .formerAdministrator,
            named: "baremetal:node:update", guards: [.patch("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:update", .ownerOrLesseeMember, formerly: .formerAdministrator,
            guards: [.patch("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:update_extra", .ownerOrLesseeMember, formerly: "rule:baremetal:node:update",
            guards: [.patch("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:update_instance_info", .ownerMemberOrLesseeManager, formerly: "rule:baremetal:node:update",
            guards: [.patch("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:update_owner_provisioned", .systemAdministrator, formerly: .formerAdministrator,
            in: [.system], guards: [.patch("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:set_maintenance", .ownerMemberOrLesseeManager, formerly: .formerAdministrator,
            guards: [.put("/nodes/{node_ident}/maintenance")]),
        PolicyRule(
            "baremetal:node:get_boot_device", .ownerManager, formerly: .formerObserver,
            guards: [
                .get("/nodes/{node_ident}/management/boot_device"),
                .get("/nodes/{node_ident}/management/boot_device/supported"),
            ]),
        PolicyRule(
            "baremetal:node:set_boot_device", .ownerManager, formerly: .formerAdministrator,
            named: "baremetal:node:set_maintenance", guards: [.put("/nodes/{node_ident}/management/boot_device")]),
        PolicyRule(
            "baremetal:node:get_indicator_state", .ownerOrLesseeReader, formerly: .formerObserver,
            guards: [
                .get("/nodes/{node_ident}/management/indicators/{component}/{indicator}"),
                .get("/nodes/{node_ident}/management/indicators"),
            ]),
        PolicyRule(
            "baremetal:node:set_indicator_state", .ownerMember, formerly: .formerAdministrator,
            guards: [.put("/nodes/{node_ident}/management/indicators/{component}/{indicator}")]),
        PolicyRule(
            "baremetal:node:inject_nmi", .ownerManager, formerly: .formerAdministrator,
            guards: [.put("/nodes/{node_ident}/management/inject_nmi")]),
        PolicyRule(
            "baremetal:node:get_states", .ownerOrLesseeReader, formerly: .formerObserver,
            guards: [.get("/nodes/{node_ident}/states")]),
        PolicyRule(
            "baremetal:node:set_power_state", .ownerOrLesseeMember, formerly: .formerAdministrator,
            guards: [.put("/nodes/{node_ident}/states/power")]),
        PolicyRule(
            "baremetal:node:set_boot_mode", .ownerOrLesseeMember, formerly: .formerAdministrator,
            named: "baremetal:node:set_power_state", guards: [.put("/nodes/{node_ident}/states/boot_mode")]),
        PolicyRule(
            "baremetal:node:set_secure_boot", .ownerOrLesseeMember, formerly: .formerAdministrator,
            named: "baremetal:node:set_power_state", guards: [.put("/nodes/{node_ident}/states/secure_boot")]),
        PolicyRule(
            "baremetal:node:set_provision_state", .ownerMemberOrLesseeManager, formerly: .formerAdministrator,
            guards: [.put("/nodes/{node_ident}/states/provision")]),
        PolicyRule(
            "baremetal:node:set_provision_state:clean_steps", .ownerMemberOrLesseeManager,
            guards: [.put("/nodes/{node_ident}/states/provision")]),
        PolicyRule(
            "baremetal:node:set_provision_state:service_steps", .ownerMemberOrLesseeManager,
            guards: [.put("/nodes/{node_ident}/states/provision")]),
        PolicyRule(
            "baremetal:node:set_raid_state", .ownerMember, formerly: .formerAdministrator,
            guards: [.put("/nodes/{node_ident}/states/raid")]),
        PolicyRule(
            "baremetal:node:get_console", .ownerMember, formerly: .formerAdministrator,
            guards: [.get("/nodes/{node_ident}/states/console")]),
        PolicyRule(
            "baremetal:node:set_console_state", .ownerMember, formerly: .formerAdministrator,
            guards: [.put("/nodes/{node_ident}/states/console")]),
        PolicyRule("baremetal:node:update:shard", .systemAdministrator, guards: [.patch("/nodes/{node_ident}")]),
        PolicyRule("baremetal:node:update:parent_node", .systemMember, guards: [.patch("/nodes/{node_ident}")]),
        PolicyRule(
            "baremetal:node:update:disable_power_off", .systemAdministrator, guards: [.patch("/nodes/{node_ident}")]),
    ]
}
