import IngotAuth
import IngotModel
import Testing

@testable import IngotAPI

/// What callers are told of themselves.
struct WhoamiTests {
    @Test func `a caller learns what it is and which rules decide about a node`() async throws {
        var caller = Caller(strategy: .keystone)
        caller.userID = "ann"
        caller.projectID = "ours"
        caller.roles = ["reader"]
        let access = try AccessControl.only(caller)
        try await APIFixture.run(access: access) { api in
            try await api.node("ours") { $0.owner = "ours" }
            try await api.node("theirs") { $0.owner = "theirs" }
            let general = try await api.get("/v1/whoami")
            #expect(general.status == 200)
            #expect(general.json["caller"]?["user_id"] == "ann")
            #expect(general.allows("baremetal:node:list_all") == false)
            let own = try await api.get("/v1/whoami?node=ours")
            #expect(own.json["target"]?["node.owner"] == "ours")
            #expect(own.allows("baremetal:node:get") == true)
            #expect(own.allows("baremetal:node:set_power_state") == false)
            let hidden = try await api.get("/v1/whoami?node=theirs")
            #expect(hidden.status == 404, "Nobody learns of nodes that they may not see")
        }
    }

    @Test func `where nobody is asked, everybody may`() async throws {
        try await APIFixture.run { api in
            let answer = try await api.get("/v1/whoami")
            #expect(answer.json["caller"]?["strategy"] == "noauth")
            #expect(answer.allows("baremetal:node:delete") == true)
        }
    }
}

extension Answer {
    fileprivate func allows(_ rule: String) -> Bool? {
        json["rules"]?.array?.first { $0["rule"] == .string(rule) }?["allowed"]?.bool
    }
}
