import IngotModel

/// How to get a token of the Identity service (Keystone, Identity API v3).
public struct KeystoneLogin: Sendable, CustomStringConvertible {
    /// What the token shall be good for.
    public enum Scope: Sendable, Hashable {
        case project(KeystoneName)
        /// All of the system, for its administrators and readers.
        case system
        /// What the Identity service chooses: an application credential's own project, or the user's default.
        case standard
    }

    private enum Proof: Sendable {
        case password(user: KeystoneName, Secret)
        case applicationCredential(id: String, Secret)
        case namedApplicationCredential(String, user: KeystoneName, Secret)
        case token(Secret)
    }

    /// The Identity service's address, with or without `/v3`.
    public let address: Endpoint
    private let proof: Proof
    private let scope: Scope

    /// A user and a password.
    public static func password(
        _ password: String, of user: KeystoneName, at address: Endpoint, scope: Scope = .standard
    ) -> KeystoneLogin {
        KeystoneLogin(address: address, proof: .password(user: user, Secret(password)), scope: scope)
    }

    /// An application credential by its ID; its project is the scope.
    public static func applicationCredential(id: String, secret: String, at address: Endpoint) -> KeystoneLogin {
        KeystoneLogin(address: address, proof: .applicationCredential(id: id, Secret(secret)), scope: .standard)
    }

    /// An application credential by its name among those of its user.
    public static func applicationCredential(
        name: String, of user: KeystoneName, secret: String, at address: Endpoint
    ) -> KeystoneLogin {
        KeystoneLogin(
            address: address, proof: .namedApplicationCredential(name, user: user, Secret(secret)), scope: .standard)
    }

    /// A token that is there already, for which another with this scope is given.
    public static func token(_ token: String, at address: Endpoint, scope: Scope = .standard) -> KeystoneLogin {
        KeystoneLogin(address: address, proof: .token(Secret(token)), scope: scope)
    }

    public var description: String {
        switch scope {
        case .project(let project): "\(caller), for the project \(project)"
        case .system: "\(caller), for the system"
        case .standard: caller
        }
    }

    private var caller: String {
        switch proof {
        case .password(let user, _): "user \(user)"
        case .applicationCredential(let id, _): "application credential \(id)"
        case .namedApplicationCredential(let name, let user, _): "application credential \(name) of user \(user)"
        case .token: "the bearer of a token"
        }
    }
}

extension KeystoneLogin {
    /// `POST /v3/auth/tokens` (Identity API v3, section "Authentication and token management").
    var call: Call {
        var auth: [String: JSONValue] = ["identity": identity]
        auth["scope"] = scopeJSON
        let version = address.address.hasSuffix("/v3") ? [] : ["v3"]
        return Call("POST", version + ["auth", "tokens"], body: ["auth": JSONValue(auth)])
    }

    private var identity: JSONValue {
        let (method, content) = method
        return ["methods": [.string(method)], method: JSONValue(content)]
    }

    /// The name of the method and what it takes.
    private var method: (String, [String: JSONValue]) {
        switch proof {
        case .password(let user, let password):
            ("password", ["user": JSONValue(user.json.merging(["password": password.json]) { $1 })])
        case .applicationCredential(let id, let secret):
            ("application_credential", ["id": .string(id), "secret": secret.json])
        case .namedApplicationCredential(let name, let user, let secret):
            (
                "application_credential",
                ["name": .string(name), "user": JSONValue(user.json), "secret": secret.json]
            )
        case .token(let token): ("token", ["id": token.json])
        }
    }

    private var scopeJSON: JSONValue? {
        switch scope {
        case .project(let project): ["project": JSONValue(project.json)]
        case .system: ["system": ["all": true]]
        case .standard: nil
        }
    }
}

extension Secret {
    fileprivate var json: JSONValue { .string(reveal()) }
}
