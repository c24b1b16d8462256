/// Who calls, as the authentication found out: what policies are checked against.
package struct Caller: Sendable, Hashable {
    /// How the API finds out who calls.
    package enum Strategy: String, Sendable, Hashable, CaseIterable {
        case noauth
        case httpBasic = "http_basic"
        case keystone
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
    /// The roles of the service that passes on its user's request.
    package var serviceRoles: Set<String> = []
    /// Whether the route is open to everybody, so that nobody was asked who they are.
    package var isPublic = false

    package init(strategy: Strategy) { self.strategy = strategy }

    /// Everybody, where nobody is asked.
    package static let anybody = Caller(strategy: .noauth)
}
