import Testing

@testable import IngotAuth

struct PolicyParserTests {
    @Test func `each check of the language answers as the peer does`() throws {
        let vectors = try PolicyVectors.all.get()
        var differences: [String] = []
        for (text, answers) in vectors.checks {
            let policy = try Policy(PolicySettings(), overrides: ["t": text])
            for (moment, expected) in zip(vectors.cases, answers) {
                let answer = policy.allows("t", moment.caller, moment.target)
                if answer != policy.verdict("t", moment.caller).allows(moment.target) {
                    differences.append("\(text) for \(moment.name), narrowed")
                }
                // What is empty here equals nothing, not even what is empty as well.
                let asksForEmpty = text.contains("%(") && (moment.caller.projectID == nil || moment.isEmptyAgainstEmpty)
                if answer != expected, !asksForEmpty { differences.append("\(text) for \(moment.name)") }
            }
        }
        #expect(differences.isEmpty)
    }

    @Test(arguments: [
        ("", "@"),
        ("role:a", "role:a"),
        ("not not role:a", "role:a"),
        ("role:a or role:b and role:c", "role:a or (role:b and role:c)"),
        ("(role:a or role:b) and not rule:c", "(role:a or role:b) and not rule:c"),
        ("not (role:a and role:b)", "not (role:a and role:b)"),
        ("'text':%(node.owner)s", "'text':%(node.owner)s"),
        ("project_id:p-%(node.owner)s-100%%", "project_id:p-%(node.owner)s-100%"),
        ("((role:a))", "role:a"),
    ])
    func `a check reads as`(_ text: String, _ written: String) throws {
        #expect(try PolicyParser.read(text).description == written)
    }

    @Test(arguments: [
        "role", "and", "role:a and", "or role:a", "role:a role:b", "(role:a", "role:a)", "()", "not",
        "role:a not role:b",
        "'text'", "role:a and (role:b or)", "a b", "http://example.org/check", "project_id:%node",
        "project_id:%(node.owner)d",
        "project_id:%(node.owner",
    ])
    func `what is not in the language is refused`(_ text: String) {
        #expect(throws: PolicyParser.Problem.self) { try PolicyParser.read(text) }
    }
}
