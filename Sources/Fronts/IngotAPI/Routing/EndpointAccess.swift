import IngotAuth

/// Who may use a route: which of the policy's rules decide, and about what.
enum EndpointAccess: Sendable {
    /// Everybody, without being asked who they are.
    case everybody
    /// Everybody who is known.
    case callers
    /// Whom the rule allows, whatever the object.
    case rule(String)
    /// Whom the rule allows on the node that the path names; ``NodeReader`` checks it when it finds the node.
    case node(String)
    /// Whom one of these rules allows; the handler checks, as it must look at the object or the body first.
    case handler([String])

    /// What can be told without looking at any object.
    ///
    /// - Throws: ``APIError`` (403).
    func check(_ context: APIContext) throws {
        guard case .rule(let rule) = self else { return }
        try context.authorize(rule)
    }

    /// The rules that decide, for the documentation.
    var rules: [String] {
        switch self {
        case .everybody, .callers: []
        case .rule(let rule), .node(let rule): [rule]
        case .handler(let rules): rules
        }
    }
}
