/// A check as the language of policies writes it; the checks that the table of rules uses again and again have names.
struct PolicyText: Sendable, Hashable, ExpressibleByStringLiteral {
    let text: String

    init(_ text: String) { self.text = text }

    init(stringLiteral text: String) { self.text = text }
}

extension PolicyText: CustomStringConvertible {
    var description: String { text }
}

extension PolicyText {
    /// Never.
    static let nobody: PolicyText = "!"
    /// Always.
    static let everybody: PolicyText = ""
    /// Administrators of the whole system.
    static let systemAdministrator: PolicyText = "role:admin and system_scope:all"
    /// Administrators and services of the whole system.
    static let systemAdministratorOrService = PolicyText(
        "(role:admin and system_scope:all) or (role:service and system_scope:all)")
    /// Who reads the whole system.
    static let systemReader = PolicyText(
        "(role:reader and system_scope:all) or (role:service and system_scope:all) or rule:service_role")
    /// Who works on the whole system.
    static let systemMember: PolicyText = "(role:member and system_scope:all) or rule:service_role"
    /// Every reader, whatever the scope; a list is then confined to what is theirs.
    static let reader: PolicyText = "(role:reader) or (role:service)"
    /// Every administrator, whatever the scope.
    static let administrator: PolicyText = "(role:admin) or (role:service)"
    /// Administrators of the project that owns the node.
    static let projectAdministrator: PolicyText = "role:admin and project_id:%(node.owner)s"
    /// Who reads the system, and readers of the projects that own or lease the node.
    static let ownerOrLesseeReader = PolicyText(
        "(\(systemReader)) or (role:reader and (project_id:%(node.owner)s or project_id:%(node.lessee)s))"
            + " or (role:service and project_id:%(node.owner)s)")
    /// Who reads the system, and readers of the project that owns the node.
    static let ownerReader = PolicyText(
        "(\(systemReader)) or (role:service and system_scope:all)"
            + " or (role:reader and project_id:%(node.owner)s) or (role:service and project_id:%(node.owner)s)")
    /// Who works on the system, and members of the project that owns the node.
    static let ownerMember = PolicyText(
        "(\(systemMember)) or (role:service and system_scope:all)"
            + " or (role:member and project_id:%(node.owner)s) or (role:service and project_id:%(node.owner)s)")
    /// Who works on the system, and managers of the project that owns the node.
    static let ownerManager = PolicyText(
        "(\(systemMember)) or (role:service and system_scope:all)"
            + " or (role:admin and project_id:%(node.owner)s) or (role:manager and project_id:%(node.owner)s)"
            + " or (role:service and project_id:%(node.owner)s)")
    /// Who works on the system, members of the owning project, and managers of the leasing one.
    static let ownerMemberOrLesseeManager = PolicyText(
        "(\(systemMember)) or (role:service and system_scope:all)"
            + " or (role:member and project_id:%(node.owner)s) or (role:admin and project_id:%(node.lessee)s)"
            + " or (role:manager and project_id:%(node.lessee)s)"
            + " or (role:service and project_id:%(node.owner)s)")
    /// Who works on the system, and managers of the projects that own or lease the node.
    static let ownerOrLesseeManager = PolicyText(
        "(\(systemMember)) or (role:service and system_scope:all)"
            + " or (role:admin and project_id:%(node.owner)s) or (role:manager and project_id:%(node.owner)s)"
            + " or (role:admin and project_id:%(node.lessee)s) or (role:manager and project_id:%(node.lessee)s)"
            + " or (role:service and project_id:%(node.owner)s)")
    /// Who works on the system, and members of the projects that own or lease the node.
    static let ownerOrLesseeMember = PolicyText(
        "(\(systemMember)) or (role:member and (project_id:%(node.owner)s or project_id:%(node.lessee)s))"
            + " or (role:service and system_scope:all)")
    /// Administrators of the system, and managers of the project that owns the node.
    static let portManager = PolicyText(
        "\(systemAdministratorOrService) or (role:admin and project_id:%(node.owner)s)"
            + " or (role:manager and project_id:%(node.owner)s) or (role:service and project_id:%(node.owner)s)")
    /// Who reads the system, and every administrator.
    static let systemReaderOrAdministrator = PolicyText("(\(systemReader)) or (role:admin)")
    /// Who reads the system, and readers of the project that owns the allocation.
    static let allocationReader = PolicyText(
        "(\(systemReader)) or (role:reader and project_id:%(allocation.owner)s)")
    /// Who works on the system, and members of the project that owns the allocation.
    static let allocationMember = PolicyText(
        "(\(systemMember)) or (role:member and project_id:%(allocation.owner)s)")
    /// Who works on the system, and every member.
    static let member = PolicyText("(\(systemMember)) or (role:member)")
    /// Who reads the system, readers of the project that owns the runbook, and services.
    static let runbookReader = PolicyText(
        "(\(systemReader)) or (role:reader and project_id:%(runbook.owner)s) or role:service")
    /// Who works on the system, managers of the project that owns the runbook, and services.
    static let runbookManager = PolicyText(
        "(\(systemMember)) or (role:manager and project_id:%(runbook.owner)s) or role:service")
    /// Who works on the system, every manager, and services.
    static let manager = PolicyText("(\(systemMember)) or role:manager or role:service")
    /// Administrators, as they were before there were scopes.
    static let formerAdministrator: PolicyText = "rule:is_admin"
    /// Administrators and observers, as they were before there were scopes.
    static let formerObserver: PolicyText = "rule:is_admin or rule:is_observer"
}
