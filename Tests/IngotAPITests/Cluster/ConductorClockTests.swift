import IngotModel
import Testing

/// What is told of a conductor whose clock is wrong.
struct ConductorClockTests {
    @Test func `it is alive and off the ring, who asks sees why, and callers are told`() async throws {
        try await APIFixture.run(.willing) { api in
            let (node, now) = (try await api.node(), api.clock.now)
            try await api.store.write { transaction in
                _ = try transaction.conductors.touch(
                    "conductor-1", incarnation: "first", at: now,
                    clock: ConductorClock(ahead: .seconds(-12), isRight: false))
            }
            let path = "/v1/conductors/conductor-1"
            let shown = try await api.get("\(path)?fields=alive,clock").json
            #expect(shown["alive"] == true)
            #expect(shown["clock"] == ["ahead_seconds": -12.0, "is_right": false])
            #expect(try await api.get(path).json["clock"] == nil)
            let both = try await api.get("\(path)?fields=clock,jobs").json
            #expect(both.object.map { Set($0.keys) } == ["hostname", "clock", "jobs", "links"])
            let told = try await api.get("/v1/cluster").json["conductors"]?[0]
            #expect(told?["takes_work"] == false && told?["clock_ahead_seconds"] == -12.0)

            let refused = try await api.send(.put, "/v1/nodes/\(node.id)/states/provision", ["target": "manage"])
            #expect(refused.status == 400)
            #expect(refused.message.contains("'conductor-1' takes no work") && refused.message.contains("by 12 s"))

            try await api.store.write { transaction in
                _ = try transaction.conductors.touch("conductor-1", incarnation: "first", at: now)
            }
            #expect(try await api.get("/v1/cluster").json["conductors"]?[0]?["takes_work"] == true)
            #expect(
                try await api.send(.put, "/v1/nodes/\(node.id)/states/provision", ["target": "manage"]).status == 202)
        }
    }
}
