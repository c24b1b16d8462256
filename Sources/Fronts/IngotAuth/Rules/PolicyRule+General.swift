extension PolicyRule {
    /// Rules that others stand on.
    static let general: [PolicyRule] = [
        PolicyRule("admin_api", "role:admin or role:administrator", in: .everywhere, isGoing: true),
        PolicyRule("public_api", "is_public_api:True", in: .everywhere),
        PolicyRule("show_password", .nobody, in: .everywhere),
        PolicyRule("show_instance_secrets", .nobody, in: .everywhere),
        PolicyRule("service_role", "role:service and project_name:%(config.service_project_name)s", in: .everywhere),
        PolicyRule(
            "is_member",
            "(project_domain_id:default or project_domain_id:None) and (project_name:demo or project_name:baremetal)",
            in: .everywhere, isGoing: true),
        PolicyRule(
            "is_observer", "rule:is_member and (role:observer or role:baremetal_observer)", in: .everywhere,
            isGoing: true),
        PolicyRule(
            "is_admin", "rule:admin_api or (rule:is_member and role:baremetal_admin)", in: .everywhere, isGoing: true),
        PolicyRule("is_node_owner", "project_id:%(node.owner)s", in: .everywhere, isGoing: true),
        PolicyRule("is_node_lessee", "project_id:%(node.lessee)s", in: .everywhere, isGoing: true),
        PolicyRule("is_allocation_owner", "project_id:%(allocation.owner)s", in: .everywhere, isGoing: true),
    ]
}
