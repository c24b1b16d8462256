import IngotModel
import Testing

@testable import IngotAPI

/// Requests that wait for room, and lines that are full.
struct QueueTests {
    /// Lets every verb but 'abort' wait.
    static let full = ScriptedConductor { request in
        request.kind == .provision(.abort)
            ? (.accepted, [:]) : (.waiting, ["code": "waiting", "message": "as many as may be"])
    }

    @Test func `a request that waits is answered at once, and its place in line is shown`() async throws {
        try await APIFixture.run(Self.full) { api in
            let nodes = [try await api.node(), try await api.node()]
            for node in nodes {
                try await api.alter(node) { $0.provisionState = .available }
                let answer = try await api.send(
                    .put, "/v1/nodes/\(node.id)/states/provision", ["target": "active"])
                #expect(answer.status == 202)
                api.clock.advance(by: .seconds(1))
            }
            let queue = try await api.get("/v1/nodes/\(nodes[1].id)/queue").json["requests"]
            #expect(queue?[0]?["request"] == "provision:active")
            #expect(queue?[0]?["state"] == "waiting" && queue?[0]?["position"] == 2)
            #expect(queue?[0]?["reason"] == "as many as may be")
            #expect(try await api.get("/v1/cluster").json["work"]?["deploy"]?["waiting"] == 2)
        }
    }

    @Test func `what waits can be aborted in any state, what does not cannot`() async throws {
        try await APIFixture.run(Self.full) { api in
            let (waiting, idle) = (try await api.node(), try await api.node())
            for node in [waiting, idle] { try await api.alter(node) { $0.provisionState = .available } }
            _ = try await api.send(.put, "/v1/nodes/\(waiting.id)/states/provision", ["target": "active"])
            let path = "states/provision"
            #expect(try await api.send(.put, "/v1/nodes/\(waiting.id)/\(path)", ["target": "abort"]).status == 202)
            #expect(try await api.send(.put, "/v1/nodes/\(idle.id)/\(path)", ["target": "abort"]).status == 400)
        }
    }

    @Test func `a full line is said to be full`() async throws {
        try await APIFixture.run(configure: { $0.maximumQueueLength = 0 }) { api in
            let node = try await api.node()
            let answer = try await api.send(.put, "/v1/nodes/\(node.id)/states/provision", ["target": "manage"])
            #expect(answer.status == 503 && answer.inner["error_code"] == "queue_full")
            #expect(answer.header("Retry-After") == "10")
        }
    }

    @Test func `a conductor's 503 says when to come again`() async throws {
        try await APIFixture.run(.refusing(503, "no_room", "full")) { api in
            let node = try await api.node()
            let answer = try await api.send(.put, "/v1/nodes/\(node.id)/states/provision", ["target": "manage"])
            #expect(answer.status == 503 && answer.header("Retry-After") == "10")
        }
    }
}
