/// Who calls, as the authentication found out: what policies are checked against.
package struct Caller: Sendable, Hashable {
    /// How the API finds out who calls.
    package enum Strategy: String, Sendable, Hashable, CaseIterable {
        case noauth
        case httpBasic = "http_basic"
        case keystone
    }

    /// The service that passes on its user's request, from a service token.
    package struct Service: Sendable, Hashable {
        package var userID: String?
        package var userDomainID: String?
        package var projectID: String?
        package var projectDomainID: String?

        package init(
            userID: String? = nil, userDomainID: String? = nil, projectID: String? = nil,
            projectDomainID: String? = nil
        ) {
            self.userID = userID
            self.userDomainID = userDomainID
            self.projectID = projectID
            self.projectDomainID = projectDomainID
        }
    }

    package var strategy: Strategy
    package var userID: String?
    package var userName: String?
    package var userDomainID: String?
    package var projectID: String?
    package var projectName: String?
    package var projectDomainID: String?
    package var domainID: String?
    package var roles: Set<String> = []
    /// `all` for a token that is scoped to the system.
    package var systemScope: String?
    /// Whether the project is the administrators' own; so it is unless the Identity service says otherwise.
    package var isAdministratorProject = true
    package var service: Service?
    /// The roles of the service that passes on its user's request.
    package var serviceRoles: Set<String> = []
    /// Whether the route is open to everybody, so that nobody was asked who they are.
    package var isPublic = false

    package init(strategy: Strategy) { self.strategy = strategy }

    /// Everybody, where nobody is asked.
    package static let anybody = Caller(strategy: .noauth)
}

extension Caller {
    /// Whether one of the roles has this name; upper and lower case are the same.
    func hasRole(_ name: String) -> Bool {
        roles.contains(name) || roles.contains { $0.isSameRole(as: name) }
    }
}

extension String {
    /// Compares without making new texts, as this is asked for each node of a list.
    fileprivate func isSameRole(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let isASCII = zip(utf8, other.utf8).allSatisfy { $0 < 0x80 && $1 < 0x80 }
        guard isASCII else { return lowercased() == other.lowercased() }
        return zip(utf8, other.utf8).allSatisfy { $0.lowerCaseASCII == $1.lowerCaseASCII }
    }
}

extension UInt8 {
    fileprivate var lowerCaseASCII: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
