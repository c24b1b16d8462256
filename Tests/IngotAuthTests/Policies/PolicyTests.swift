import IngotModel
import Testing

@testable import IngotAuth

struct PolicyTests {
    @Test func `who is not asked may do everything, and yet sees no secrets`() {
        #expect(Policy().allows("baremetal:node:get", .anybody))
        #expect(Policy().verdict("baremetal:node:get", .anybody).whateverTheTarget == true)
        #expect(!Policy().holds("show_password", .anybody))
    }

    @Test func `the table of rules is the contract's, rule by rule`() throws {
        let rows = try #require(try ContractFile.read("policies")["rules"]?.array)
        let rules = Dictionary(uniqueKeysWithValues: PolicyRule.baremetal.map { ($0.name, $0) })
        #expect(rules.count == rows.count && rules.count == 133)
        for row in rows {
            let name = try #require(row["name"]?.string)
            let rule = try #require(rules[name], "\(name)")
            #expect(rule.check.text == row["check_str"]?.string, "\(rule.name)")
            #expect(rule.scopes.map { Set($0.map(\.rawValue)) } == row["scope_types"]?.words, "\(rule.name)")
            #expect(rule.isGoing == row["deprecated_for_removal"]?.bool ?? false, "\(rule.name)")
            let former = row["deprecated_rule"]
            #expect(rule.former?.name == former?["name"]?.string, "\(rule.name)")
            #expect(rule.former?.check.text == former?["check_str"]?.string, "\(rule.name)")
            let guards = (row["operations"]?.array ?? []).map {
                "\($0["method"]?.string ?? "") \($0["path"]?.string ?? "")"
            }
            #expect(rule.guards.map(\.description) == guards, "\(rule.name)")
        }
    }

    @Test(arguments: try PolicyVectors.all.get().scenarios)
    func `each rule answers each caller and target as the peer does`(_ scenario: PolicyVectors.Scenario) throws {
        let cases = try PolicyVectors.all.get().cases
        let policy = try Policy(scenario.settings, overrides: scenario.overrides)
        #expect(Set(policy.rules.keys).subtracting(PolicyRule.ingot.map(\.name)) == Set(scenario.answers.keys))
        var differences: [String] = []
        var stricter = 0
        for (rule, answers) in scenario.answers {
            for (moment, expected) in zip(cases, answers) {
                let answer = policy.allows(rule, moment.caller, moment.target)
                if answer != policy.verdict(rule, moment.caller).allows(moment.target) {
                    differences.append("\(rule) for \(moment.name), narrowed")
                }
                if answer == expected { continue }
                if expected, moment.isEmptyAgainstEmpty, moment.caller.projectID == nil {
                    stricter += 1
                } else {
                    differences.append("\(rule) for \(moment.name)")
                }
            }
        }
        #expect(differences.isEmpty)
        // What belongs to nobody is not taken for the project of a caller without one: never more is allowed so.
        #expect(stricter < 150)
    }

    @Test func `a rule that does not exist allows nothing`() {
        var caller = Caller(strategy: .keystone)
        caller.systemScope = "all"
        caller.roles = ["admin"]
        #expect(!Policy().allows("baremetal:node:fly", caller))
        #expect(!Policy().defines("baremetal:step:execute:deploy.write_image"))
        #expect(Policy().allows("baremetal:node:delete", caller))
    }

    @Test func `a token of the wrong scope is refused unless scopes are not enforced`() throws {
        var caller = Caller(strategy: .keystone)
        caller.projectID = "a"
        caller.roles = ["admin"]
        let overrides = ["baremetal:chassis:get": "role:admin"]
        #expect(!(try Policy(PolicySettings(), overrides: overrides)).allows("baremetal:chassis:get", caller))
        var lax = PolicySettings()
        lax.enforcesScope = false
        #expect(try Policy(lax, overrides: overrides).allows("baremetal:chassis:get", caller))
    }

    @Test(arguments: PolicyRule.ingot)
    func `a rule of Ingot's own allows what its elder does, until it is overridden itself`(_ rule: PolicyRule) throws {
        let elder = try #require(PolicyRule.baremetal.first { $0.name == rule.former?.name })
        #expect(rule.name.hasPrefix("ingot:") && rule.check == elder.check && rule.scopes == elder.scopes)
        #expect(rule.former?.check == elder.former?.check)

        var caller = Caller(strategy: .keystone)
        caller.systemScope = "all"
        caller.roles = ["keeper"]
        func allows(_ overrides: [String: String]) throws -> Bool {
            try Policy(PolicySettings(), overrides: overrides).allows(rule.name, caller)
        }
        #expect(try !allows([:]))
        #expect(try allows([elder.name: "role:keeper"]))
        #expect(try !allows([elder.name: "role:keeper", rule.name: "!"]))
        #expect(try allows([rule.name: "role:keeper"]))
    }

    @Test(arguments: [
        (["a": "rule:missing"], "the rule 'a' stands on the rule 'missing', which does not exist"),
        (
            ["a": "rule:b", "b": "not rule:a"],
            "rules stand on each other in a circle: 'a', then 'b', then 'a'"
        ),
        (
            ["a": "role:x and"],
            "the check 'role:x and' of the rule 'a' cannot be read: it ends where a check is expected"
        ),
    ])
    func `overrides that cannot be put in force are told`(_ overrides: [String: String], _ complaint: String) {
        #expect { try Policy(PolicySettings(), overrides: overrides) } throws: {
            ($0 as? PolicyProblem)?.complaints.contains(complaint) == true
        }
    }
}

extension JSONValue {
    fileprivate var words: Set<String>? { array.map { Set($0.compactMap(\.string)) } }
}
