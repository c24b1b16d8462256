import IngotClient

/// What a cloud of clouds.yaml or the `OS_*` variables say of the caller, under the names of clouds.yaml.
///
/// A variable has the same name in capitals behind `OS_` (`OS_USER_DOMAIN_NAME` is `user_domain_name`), and the names
/// are those of the other clients (keystoneauth 5: plugin options).
struct LoginSettings {
    private let values: [String: String]
    /// Where the values are from, for people.
    private let source: String

    init(_ values: [String: String], source: String) {
        self.values = values.filter { !$0.value.isEmpty }
        self.source = source
    }

    init(environment: [String: String]) {
        let variables = environment.filter { $0.key.hasPrefix("OS_") }
        self.init(
            Dictionary(variables.map { ($0.key.dropFirst(3).lowercased(), $0.value) }, uniquingKeysWith: { $1 }),
            source: "the environment")
    }

    subscript(_ name: String) -> String? { values[name] }

    /// These, with the passwords of others where there are none here.
    func completed(by others: LoginSettings) -> LoginSettings {
        let secrets = others.values.filter { ["password", "application_credential_secret"].contains($0.key) }
        return LoginSettings(values.merging(secrets) { own, _ in own }, source: source)
    }

    /// Whose endpoint in the catalog is meant; `publicURL` is an older way to write `public`.
    var catalogSearch: CatalogSearch {
        let interface = self["interface"] ?? self["endpoint_type"] ?? "public"
        return CatalogSearch(
            interface: interface.hasSuffix("URL") ? String(interface.dropLast(3)) : interface,
            region: self["region_name"])
    }

    /// - Throws: ``LoginSettingsError``, `InvalidEndpoint`.
    func login() throws -> Login {
        let kind = self["auth_type"] ?? likelyKind
        guard let make = Self.kinds[kind.lowercased()] else {
            throw LoginSettingsError.unknownKind(kind, source: source, known: Self.kinds.keys.sorted())
        }
        return try make(self, kind)
    }
}

extension LoginSettings {
    private typealias Making = @Sendable (LoginSettings, String) throws -> Login

    /// How a login is made, by `auth_type`.
    private static let kinds: [String: Making] = [
        "none": { _, _ in .none }, "noauth": { _, _ in .none },
        "http_basic": { try .basic(user: $0.needed("username", $1), password: $0.needed("password", $1)) },
        "admin_token": { try .token($0.needed("token", $1)) }, "token_endpoint": { try .token($0.needed("token", $1)) },
        "password": { try .keystone($0.password($1)) }, "v3password": { try .keystone($0.password($1)) },
        "token": { try .keystone($0.token($1)) }, "v3token": { try .keystone($0.token($1)) },
        "v3applicationcredential": { try .keystone($0.applicationCredential($1)) },
    ]

    /// The kind that is meant where none is named. A password is shown to nobody but the Identity service unasked.
    private var likelyKind: String {
        if self["auth_url"] == nil { return self["token"] == nil ? "none" : "admin_token" }
        if self["application_credential_secret"] != nil { return "v3applicationcredential" }
        return self["token"] == nil ? "password" : "token"
    }

    private func password(_ kind: String) throws -> KeystoneLogin {
        .password(
            try needed("password", kind), of: try user(kind), at: try identityService(kind), scope: try scope())
    }

    private func token(_ kind: String) throws -> KeystoneLogin {
        .token(try needed("token", kind), at: try identityService(kind), scope: try scope())
    }

    private func applicationCredential(_ kind: String) throws -> KeystoneLogin {
        let secret = try needed("application_credential_secret", kind)
        let address = try identityService(kind)
        if let id = self["application_credential_id"] {
            return .applicationCredential(id: id, secret: secret, at: address)
        }
        guard let name = self["application_credential_name"] else {
            throw missing("application_credential_id", kind)
        }
        return .applicationCredential(name: name, of: try user(kind), secret: secret, at: address)
    }

    private func scope() throws -> KeystoneLogin.Scope {
        if let system = self["system_scope"] {
            guard system == "all" else { throw LoginSettingsError.unknownSystemScope(system, source: source) }
            return .system
        }
        return name("project").map(KeystoneLogin.Scope.project) ?? .standard
    }

    private func user(_ kind: String) throws -> KeystoneName {
        if let id = self["user_id"] { return .id(id) }
        return .name(try needed("username", kind), domain: domain(of: "user"))
    }

    private func name(_ thing: String) -> KeystoneName? {
        if let id = self["\(thing)_id"] { return .id(id) }
        return self["\(thing)_name"].map { .name($0, domain: domain(of: thing)) }
    }

    private func domain(of thing: String) -> KeystoneDomain {
        if let id = self["\(thing)_domain_id"] { return .id(id) }
        if let name = self["\(thing)_domain_name"] { return .name(name) }
        return self["default_domain"].map(KeystoneDomain.id) ?? .standard
    }

    private func identityService(_ kind: String) throws -> Endpoint { try Endpoint(needed("auth_url", kind)) }

    private func needed(_ name: String, _ kind: String) throws -> String {
        guard let value = self[name] else { throw missing(name, kind) }
        return value
    }

    private func missing(_ name: String, _ kind: String) -> LoginSettingsError {
        .missing(name, kind: kind, source: source)
    }
}

/// Why there is no login to be made of what was set.
package enum LoginSettingsError: Error, Hashable, CustomStringConvertible {
    case unknownKind(String, source: String, known: [String])
    case missing(String, kind: String, source: String)
    case unknownSystemScope(String, source: String)
    case noCertificates(path: String)

    package var description: String {
        switch self {
        case .unknownKind(let kind, let source, let known):
            "auth_type \(kind) of \(source) is none that this command speaks; use \(known.joined(separator: ", "))."
        case .missing(let name, let kind, let source):
            "To log in with auth_type \(kind), \(source) lacks \(name): add it there (clouds.yaml: \(name) below auth; "
                + "variable: OS_\(name.uppercased())), or choose another auth_type."
        case .unknownSystemScope(let scope, let source):
            "system_scope \"\(scope)\" of \(source) is unknown; the one there is, is \"all\"."
        case .noCertificates(let path):
            "\(path), which OS_CACERT or cacert of clouds.yaml names, is not there; correct the path, or leave it out to "
                + "trust the system's authorities."
        }
    }
}
