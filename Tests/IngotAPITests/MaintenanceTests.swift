import IngotAPI
import IngotModel
import Testing

/// What setting and clearing maintenance leaves on a node and on the run that waits for its machine.
struct MaintenanceTests {
    struct Way: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var begin: @Sendable (APIFixture) async throws -> Answer
        var end: @Sendable (APIFixture) async throws -> Answer
    }

    private static func patch(_ api: APIFixture, _ isOn: Bool) async throws -> Answer {
        try await api.send(
            .patch, "/v1/nodes/oak", [["op": "replace", "path": "/maintenance", "value": .bool(isOn)]])
    }

    static let ways = [
        Way(
            testDescription: "by its own route",
            begin: { try await $0.send(.put, "/v1/nodes/oak/maintenance", ["reason": "a new disk"]) },
            end: { try await $0.send(.delete, "/v1/nodes/oak/maintenance") }),
        Way(
            testDescription: "by the bulk call",
            begin: {
                try await $0.send(
                    .post, "/v1/bulk/maintenance", ["nodes": ["oak"], "maintenance": true, "reason": "a new disk"])
            },
            end: { try await $0.send(.post, "/v1/bulk/maintenance", ["nodes": ["oak"], "maintenance": false]) }),
        Way(testDescription: "by a patch", begin: { try await patch($0, true) }, end: { try await patch($0, false) }),
    ]

    @Test(arguments: ways)
    func `it is signed and dated, and a waiting run is told of and looked at when it ends`(_ way: Way) async throws {
        var caller = FixedCaller.system("admin")
        caller.roles = ["admin", "manager", "member", "reader"]
        try await APIFixture.run(access: try .only(caller)) { api in
            let node = try await api.node("oak") { $0.provisionState = .deployWait }
            let start = api.clock.now
            var run = Run(
                node: node.id, kind: .provision(.active), arguments: [:],
                plan: Plan(verb: "active", from: .available, target: .active, steps: []), requestedAt: start,
                startedAt: start)
            run.state = .suspended
            run.wakeAt = start + .seconds(10)
            run.deadline = start + .seconds(100)
            let waiting = run
            try await api.store.write { try $0.runs.insert(waiting) }

            let begun = try await way.begin(api)
            #expect(begun.status < 300, "\(begun.text)")
            #expect(try await api.stored(node)?.maintenanceBy == "ann")
            #expect(try await api.stored(node)?.maintenanceSince == start)
            api.clock.advance(by: .seconds(500))
            let paused = try await timeline(api)
            #expect(
                paused["paused"]?.string?.hasPrefix("waiting: node is in maintenance since \(start.iso8601)") == true)
            #expect(paused["paused"]?.string?.hasSuffix("; set by ann") == true)

            #expect(try await way.end(api).status < 300)
            #expect(try await api.stored(node)?.maintenanceSince == nil)
            let active = try await api.store.read { try $0.runs.active(node.id) }
            #expect(active?.wakeAt == api.clock.now)
            #expect(active?.deadline == start + .seconds(600))
            let after = try await timeline(api)
            #expect(after["paused"] == .null)
            let details = after["entries"]?.array?.compactMap { $0["detail"]?.string } ?? []
            #expect(details.count == 2 && details.last?.contains("ended after 500 s") == true, "\(details)")
        }
    }

    @Test(arguments: [("@", true), ("!", false)])
    func `who has set it is told to those alone who may know who works on the node`(
        _ rule: String, _ isTold: Bool
    ) async throws {
        var caller = FixedCaller.system("admin")
        caller.roles = ["admin", "manager", "member", "reader"]
        let access = try AccessControl.only(
            caller,
            ["baremetal:node:get:filter_threshold": "!", "baremetal:node:get:reservation": rule])
        try await APIFixture.run(ScriptedConductor { _ in (.accepted, ["notes": ["it waits"]]) }, access: access) {
            api in
            let node = try await api.node("oak") { node in
                node.provisionState = .deployWait
                node.inMaintenance = true
                node.maintenanceBy = "mallory"
                node.maintenanceReason = "a new disk"
            }
            var run = Run(
                node: node.id, kind: .provision(.active), arguments: [:],
                plan: Plan(verb: "active", from: .available, target: .active, steps: []), requestedAt: api.clock.now,
                startedAt: api.clock.now)
            run.state = .suspended
            let waiting = run
            try await api.store.write { try $0.runs.insert(waiting) }
            for path in ["timeline", "plan?target=abort"] {
                let answer = try await api.get("/v1/nodes/oak/\(path)")
                #expect(answer.status == 200 && answer.text.contains("mallory") == isTold, "\(answer.text)")
            }
        }
    }

    private func timeline(_ api: APIFixture) async throws -> JSONValue {
        try #require(try await api.get("/v1/nodes/oak/timeline").json["runs"]?[0])
    }
}
