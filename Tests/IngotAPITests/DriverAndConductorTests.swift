import IngotModel
import Testing

struct DriverAndConductorTests {
    @Test func `drivers are what the running conductors offer`() async throws {
        try await APIFixture.run { api in
            let list = try await api.get("/v1/drivers").json["drivers"]?.array ?? []
            #expect(list.compactMap { $0["name"]?.string } == ["fake-hardware", "manual-management"])
            #expect(list[0]["hosts"] == ["conductor-1"])
            #expect(list[0]["type"] == "dynamic")
            #expect(list[0]["default_power_interface"] == nil)
            let detailed = try await api.get("/v1/drivers?detail=true").json["drivers"]
            #expect(detailed?[1]?["default_power_interface"] == "agent")
            let shown = try await api.get("/v1/drivers/fake-hardware").json
            #expect(shown["enabled_network_interfaces"] == ["fake", "noop"])
            #expect(shown["default_network_interface"] == "fake")
            let old = try await api.get("/v1/drivers/fake-hardware", version: 13).json.object
            #expect(old.map { Set($0.keys) } == ["name", "hosts", "links"])
            #expect(try await api.get("/v1/drivers?type=classic").json["drivers"] == [])
            #expect(try await api.get("/v1/drivers?detail=true", version: 29).status == 406)
            #expect(try await api.get("/v1/drivers?fields=name", version: 76).status == 406)
            let chosen = try await api.get("/v1/drivers?fields=name").json["drivers"]?[0]?.object
            #expect(chosen.map { Set($0.keys) } == ["name", "links"])
        }
    }

    @Test func `conductors are alive while they are seen`() async throws {
        try await APIFixture.run { api in
            let list = try await api.get("/v1/conductors").json["conductors"]
            #expect(list?[0]?["hostname"] == "conductor-1")
            #expect(list?[0]?["alive"] == true)
            #expect(list?[0]?["drivers"] == nil)
            api.clock.advance(by: .seconds(61))
            let shown = try await api.get("/v1/conductors/conductor-1").json
            #expect(shown["alive"] == false)
            #expect(shown["drivers"] == ["fake-hardware", "manual-management"])
            #expect(shown["links"]?[0]?["href"] == "http://localhost/v1/conductors/conductor-1")
            #expect(try await api.get("/v1/conductors", version: 48).status == 404)
            #expect(try await api.get("/v1/conductors?marker=conductor-1").json["conductors"] == [])
            #expect(try await api.get("/v1/conductors?marker=x").status == 404)
            #expect(try await api.get("/v1/conductors?sort_key=alive").status == 400)
            #expect(try await api.get("/v1/conductors?detail=true").json["conductors"]?[0]?["drivers"] != nil)
        }
    }
}
