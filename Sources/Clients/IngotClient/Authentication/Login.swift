import IngotModel

/// What a caller shows a service that asks who calls.
///
/// Its text never holds a password or a token.
public struct Login: Sendable, CustomStringConvertible {
    enum Kind: Sendable {
        case nothing
        case basic(user: String, password: Secret)
        case token(Secret)
        case keystone(KeystoneLogin)
    }

    let kind: Kind

    /// Nothing, for services that ask nobody (`noauth`).
    public static let none = Login(kind: .nothing)

    /// A user and a password with every call (`http_basic`, RFC 7617).
    public static func basic(user: String, password: String) -> Login {
        Login(kind: .basic(user: user, password: Secret(password)))
    }

    /// A token as it is, in `X-Auth-Token`; it is not renewed.
    public static func token(_ token: String) -> Login { Login(kind: .token(Secret(token))) }

    /// A token that the Identity service gives, and gives anew when it is not taken any more.
    public static func keystone(_ login: KeystoneLogin) -> Login { Login(kind: .keystone(login)) }

    /// Whether there is a catalog to find the service in.
    package var hasCatalog: Bool { if case .keystone = kind { true } else { false } }

    public var description: String {
        switch kind {
        case .nothing: "nobody"
        case .basic(let user, _): "user \(user) with a password"
        case .token: "the bearer of a token"
        case .keystone(let login): "\(login), at \(login.address)"
        }
    }
}
