/// What a rule is checked against: facts of the object, named as rules name them (`node.owner`, `allocation.owner`).
///
/// A fact that is nil is known to be empty, and equals nothing.
package struct PolicyTarget: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    package var facts: [String: String]

    package init(_ facts: [String: String] = [:]) { self.facts = facts }

    package init(dictionaryLiteral elements: (String, String?)...) {
        facts = [:]
        for (name, value) in elements { facts[name] = value }
    }
}
