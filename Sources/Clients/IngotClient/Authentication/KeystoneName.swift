import IngotModel

/// How a user or a project of the Identity service is named: by its ID, or by its name within a domain.
public enum KeystoneName: Sendable, Hashable, CustomStringConvertible {
    case id(String)
    case name(String, domain: KeystoneDomain)

    var json: [String: JSONValue] {
        switch self {
        case .id(let id): ["id": .string(id)]
        case .name(let name, let domain): ["name": .string(name), "domain": domain.json]
        }
    }

    public var description: String {
        switch self {
        case .id(let id): id
        case .name(let name, let domain): "\(name) of the domain \(domain)"
        }
    }
}

/// How a domain of the Identity service is named.
public enum KeystoneDomain: Sendable, Hashable, CustomStringConvertible {
    case id(String)
    case name(String)

    /// The one that every Identity service has, and that clients mean when none is named.
    public static let standard = KeystoneDomain.id("default")

    var json: JSONValue {
        switch self {
        case .id(let id): ["id": .string(id)]
        case .name(let name): ["name": .string(name)]
        }
    }

    public var description: String {
        switch self {
        case .id(let text), .name(let text): text
        }
    }
}
