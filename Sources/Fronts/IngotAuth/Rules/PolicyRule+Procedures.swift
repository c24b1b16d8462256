extension PolicyRule {
    /// Rules of deploy templates, runbooks and inspection rules.
    static let procedures: [PolicyRule] = [
        PolicyRule(
            "baremetal:deploy_template:get", .systemReader, formerly: .formerObserver,
            guards: [.get("/deploy_templates"), .get("/deploy_templates/{deploy_template_ident}")]),
        PolicyRule(
            "baremetal:deploy_template:create", .systemAdministrator, formerly: .formerAdministrator,
            guards: [.post("/deploy_templates")]),
        PolicyRule(
            "baremetal:deploy_template:delete", .systemAdministrator, formerly: .formerAdministrator,
            guards: [.delete("/deploy_templates/{deploy_template_ident}")]),
        PolicyRule(
            "baremetal:deploy_template:update", .systemAdministrator, formerly: .formerAdministrator,
            guards: [.patch("/deploy_templates/{deploy_template_ident}")]),
        PolicyRule("baremetal:runbook:get", .runbookReader, guards: [.get("/runbooks/{runbook_ident}")]),
        PolicyRule("baremetal:runbook:list", .reader, guards: [.get("/runbooks")]),
        PolicyRule("baremetal:runbook:list_all", .systemReader, guards: [.get("/runbooks")]),
        PolicyRule("baremetal:runbook:create", .manager, guards: [.post("/runbooks")]),
        PolicyRule("baremetal:runbook:delete", .runbookManager, guards: [.delete("/runbooks/{runbook_ident}")]),
        PolicyRule("baremetal:runbook:update", .runbookManager, guards: [.patch("/runbooks/{runbook_ident}")]),
        PolicyRule(
            "baremetal:runbook:update:public", .systemMember, guards: [.patch("/runbooks/{runbook_ident}/public")]),
        PolicyRule(
            "baremetal:runbook:update:owner", .systemMember, guards: [.patch("/runbooks/{runbook_ident}/owner")]),
        PolicyRule("baremetal:runbook:use", .runbookManager, guards: [.put("/nodes/{node_ident}/states/provision")]),
        PolicyRule(
            "baremetal:inspection_rule:get", .systemReader,
            guards: [.get("/inspection_rules"), .get("/inspection_rules/{rule_id}")]),
        PolicyRule("baremetal:inspection_rule:list_all", .systemReader, guards: [.get("/inspection_rules")]),
        PolicyRule("baremetal:inspection_rule:create", .systemAdministrator, guards: [.post("/inspection_rules")]),
        PolicyRule(
            "baremetal:inspection_rule:update", .systemAdministrator, guards: [.patch("/inspection_rules/{rule_id}")]),
        PolicyRule(
            "baremetal:inspection_rule:delete", .systemAdministrator,
            guards: [.delete("/inspection_rules"), .delete("/inspection_rules/{rule_id}")]),
    ]
}
