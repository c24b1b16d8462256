/// What a rule is checked against: facts of the object, named as rules name them (`node.owner`, `allocation.owner`).
///
/// A fact that is nil is known to be empty, and equals nothing. There are few of them, and one target is made for each
/// node of each answer: looking through a handful is quicker than making a dictionary.
package struct PolicyTarget: Sendable, ExpressibleByDictionaryLiteral {
    package struct Fact: Sendable {
        package let name: String
        package let value: String
    }

    package let facts: [Fact]

    package init(_ facts: [String: String] = [:]) {
        self.facts = facts.sorted { $0.key < $1.key }.map { Fact(name: $0.key, value: $0.value) }
    }

    /// The names are all different.
    package init(dictionaryLiteral elements: (String, String?)...) {
        facts = elements.compactMap { name, value in value.map { Fact(name: name, value: $0) } }
    }

    package subscript(name: String) -> String? { facts.first { $0.name == name }?.value }
}
