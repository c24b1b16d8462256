import IngotModel

/// What rules look at and change: copies, so that later rules see what earlier ones did.
struct RuleSubject: Sendable {
    var node: Node
    var ports: [Port]
    var inventory: JSONValue
    var pluginData: JSONValue

    /// As a rule may see it.
    func masked() -> RuleSubject {
        var subject = self
        subject.inventory = inventory.withoutSecrets
        subject.pluginData = pluginData.withoutSecrets
        return subject
    }
}

extension JSONValue {
    private static let secretMembers: Set<String> = ["password", "auth_token", "bmc_password"]

    fileprivate var withoutSecrets: JSONValue {
        switch self {
        case .object(let members):
            .object(
                Dictionary(
                    uniqueKeysWithValues: members.map { key, value in
                        (key, Self.secretMembers.contains(key) ? "***" : value.withoutSecrets)
                    }))
        case .array(let items): .array(items.map(\.withoutSecrets))
        default: self
        }
    }
}
