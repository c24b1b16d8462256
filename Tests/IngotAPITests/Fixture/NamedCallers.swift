import IngotAPI
import IngotAuth

/// Knows callers by a word in place of their token; the standard rules say what they may do.
struct NamedCallers: Authenticator {
    let strategy = Caller.Strategy.keystone

    static var access: AccessControl { AccessControl(NamedCallers(), policy: { .standard }) }

    func caller(for credentials: Credentials) async throws(AuthenticationFailure) -> Caller {
        Self.callers[credentials.token?.reveal() ?? ""] ?? Caller(strategy: .keystone)
    }

    /// The headers of a request that one of ``callers`` sends.
    static func headers(_ name: String) -> [String: String] { ["X-Auth-Token": name] }

    private static let callers = [
        "administrator": caller(["admin", "manager", "member", "reader"], system: true),
        "reader": caller(["reader"], system: true),
        "red-manager": caller(["manager", "member", "reader"], project: "red"),
        "red-reader": caller(["reader"], project: "red"),
        "blue-manager": caller(["manager", "member", "reader"], project: "blue"),
    ]

    private static func caller(_ roles: Set<String>, project: String? = nil, system: Bool = false) -> Caller {
        var caller = Caller(strategy: .keystone)
        caller.roles = roles
        caller.projectID = project
        caller.systemScope = system ? "all" : nil
        return caller
    }
}
