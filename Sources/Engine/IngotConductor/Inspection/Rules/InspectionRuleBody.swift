import IngotModel

/// An inspection rule as the engine works with it.
struct InspectionRuleBody: Sendable {
    var name: String
    var isSensitive: Bool
    var conditions: [JSONValue]
    var actions: [JSONValue]

    init(name: String, isSensitive: Bool = false, conditions: [JSONValue] = [], actions: [JSONValue]) {
        self.name = name
        self.isSensitive = isSensitive
        self.conditions = conditions
        self.actions = actions
    }

    init(_ rule: InspectionRule) {
        self.init(
            name: rule.description.map { "\(rule.id) (\($0))" } ?? rule.id.text, isSensitive: rule.isSensitive,
            conditions: rule.conditions, actions: rule.actions)
    }
}
