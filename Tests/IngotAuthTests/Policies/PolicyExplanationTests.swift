import IngotModel
import Testing

@testable import IngotAuth

struct PolicyExplanationTests {
    private static func rule(_ name: String, in explanation: JSONValue) throws -> JSONValue {
        try #require(explanation["rules"]?.array?.first { $0["rule"]?.string == name })
    }

    private static var member: Caller {
        var caller = Caller(strategy: .keystone)
        caller.userName = "ada"
        caller.projectID = "a"
        caller.roles = ["member", "reader"]
        return caller
    }

    @Test func `a caller learns what they are and which part of a check let them in`() throws {
        let told = Policy().explain(Self.member, ["node.owner": "a"])
        #expect(told["caller"]?["user_name"] == "ada")
        #expect(told["caller"]?["scope"] == "project")
        #expect(told["caller"]?["roles"] == ["member", "reader"])
        #expect(told["target"] == ["node.owner": "a"])
        let rule = try Self.rule("baremetal:node:get", in: told)
        #expect(rule["allowed"] == true)
        #expect(rule["decided_by"]?["source"] == "default")
        #expect(
            rule["decided_by"]?["alternative"]
                == "role:reader and (project_id:%(node.owner)s or project_id:%(node.lessee)s)")
        #expect(rule["guards"] == ["GET /nodes/{node_ident}"])
    }

    @Test func `a refusal names the check, or the scope that was missing`() throws {
        let told = Policy().explain(Self.member)
        let check = try Self.rule("baremetal:node:delete", in: told)
        #expect(check["allowed"] == false)
        #expect(check["decided_by"]?["check"] == "role:admin and system_scope:all")
        let scope = try Self.rule("baremetal:chassis:get", in: told)
        #expect(scope["decided_by"] == ["by": "scope", "scope": "project", "accepted": ["system"]])
    }

    @Test func `overrides and former checks are told apart from defaults`() throws {
        var settings = PolicySettings()
        settings.enforcesNewDefaults = false
        var former = Self.member
        former.roles = ["admin"]
        let policy = try Policy(settings, overrides: ["baremetal:shards:get": "role:member"])
        #expect(
            try Self.rule("baremetal:shards:get", in: policy.explain(Self.member))["decided_by"]?["source"]
                == "override")
        let deprecated = try Self.rule("baremetal:node:delete", in: policy.explain(former))
        #expect(deprecated["allowed"] == true)
        #expect(deprecated["decided_by"]?["source"] == "deprecated")
        #expect(deprecated["decided_by"]?["check"] == "rule:is_admin")
    }

    @Test func `where nobody is asked the strategy decides, but not over secrets`() throws {
        let told = Policy().explain(.anybody)
        #expect(
            try Self.rule("baremetal:node:delete", in: told)["decided_by"] == ["by": "strategy", "strategy": "noauth"])
        #expect(try Self.rule("show_password", in: told)["allowed"] == false)
    }

    @Test func `every answer is the one that a call would get`() throws {
        let vectors = try PolicyVectors.all.get()
        for moment in vectors.cases.prefix(40) {
            let told = Policy().explain(moment.caller, moment.target)["rules"]?.array ?? []
            let differing = told.filter {
                $0["allowed"]?.bool != Policy().allows($0["rule"]?.string ?? "", moment.caller, moment.target)
            }
            #expect(differing.isEmpty && told.count == PolicyRule.all.count)
        }
    }
}
