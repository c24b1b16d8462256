import IngotModel

/// What the Identity service says of a token (Identity API v3, "Validate and show information for token").
struct IdentityToken: Sendable {
    let expires: Timestamp
    let caller: Caller

    /// The value of `token` in the answer; nil where it lacks what every token has.
    init?(_ token: JSONValue) {
        guard let expires = token["expires_at"]?.string.flatMap({ Timestamp(iso8601: $0) }),
            let user = token["user"], let userID = user["id"]?.string
        else { return nil }
        self.expires = expires
        var caller = Caller(strategy: .keystone)
        caller.userID = userID
        caller.userName = user["name"]?.string
        caller.userDomainID = user["domain"]?["id"]?.string
        caller.projectID = token["project"]?["id"]?.string
        caller.projectName = token["project"]?["name"]?.string
        caller.projectDomainID = token["project"]?["domain"]?["id"]?.string
        caller.domainID = token["domain"]?["id"]?.string
        caller.systemScope = token["system"]?["all"] == true ? "all" : nil
        caller.roles = Set((token["roles"]?.array ?? []).compactMap { $0["name"]?.string })
        caller.isAdministratorProject = token["is_admin_project"]?.bool ?? true
        self.caller = caller
    }
}
