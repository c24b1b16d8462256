/// What checks can ask of a caller, under the names that the language of policies has for it.
enum CallerAttribute: String, Sendable, Hashable, CaseIterable {
    case userID = "user_id"
    case userDomainID = "user_domain_id"
    case projectID = "project_id"
    case projectName = "project_name"
    case projectDomainID = "project_domain_id"
    case domainID = "domain_id"
    case systemScope = "system_scope"
    /// The older name of the same.
    case system
    case roles
    case isAdministratorProject = "is_admin_project"
    case isPublic = "is_public_api"
    case serviceUserID = "service_user_id"
    case serviceUserDomainID = "service_user_domain_id"
    case serviceProjectID = "service_project_id"
    case serviceProjectDomainID = "service_project_domain_id"
    case serviceRoles = "service_roles"

    /// Whether the caller's value is this text; of a list, whether any element is.
    func matches(_ text: String, _ caller: Caller) -> Bool {
        switch self {
        case .roles: caller.roles.contains(text)
        case .serviceRoles: caller.serviceRoles.contains(text)
        // A value that is missing reads as "None" in the language of policies.
        default: value(of: caller).map { $0 == text } ?? (text == "None")
        }
    }

    /// The caller's value; nil where there is none, or where there is not a single one.
    func value(of caller: Caller) -> String? {
        switch self {
        case .userID: caller.userID
        case .userDomainID: caller.userDomainID
        case .projectID: caller.projectID
        case .projectName: caller.projectName
        case .projectDomainID: caller.projectDomainID
        case .domainID: caller.domainID
        case .systemScope, .system: caller.systemScope
        case .isAdministratorProject: caller.isAdministratorProject ? "True" : "False"
        case .isPublic: caller.isPublic ? "True" : "False"
        case .serviceUserID: caller.service?.userID
        case .serviceUserDomainID: caller.service?.userDomainID
        case .serviceProjectID: caller.service?.projectID
        case .serviceProjectDomainID: caller.service?.projectDomainID
        case .roles, .serviceRoles: nil
        }
    }
}
