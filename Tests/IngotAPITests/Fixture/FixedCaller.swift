import IngotAPI
import IngotAuth

/// Takes everybody for one caller.
struct FixedCaller: Authenticator {
    let caller: Caller

    var strategy: Caller.Strategy { caller.strategy }

    func caller(for credentials: Credentials) async throws(AuthenticationFailure) -> Caller { caller }

    /// Someone with a role in the whole system.
    static func system(_ role: String) -> Caller {
        var caller = Caller(strategy: .keystone)
        caller.userID = "ann"
        caller.systemScope = "all"
        caller.roles = [role]
        return caller
    }

    /// Someone with a role in a project.
    static func member(of project: String, _ role: String) -> Caller {
        var caller = Caller(strategy: .keystone)
        caller.userID = "bob"
        caller.projectID = project
        caller.roles = [role]
        return caller
    }
}

extension AccessControl {
    /// One caller under the standard rules and these.
    static func only(_ caller: Caller, _ overrides: [String: String] = [:]) throws -> AccessControl {
        var settings = PolicySettings()
        settings.enforcesNewDefaults = true
        let policy = try Policy(settings, overrides: overrides)
        return AccessControl(FixedCaller(caller: caller), policy: { policy })
    }
}
