import IngotModel
import Testing

struct HardwarePartTests {
    private static func withSettings(_ body: @escaping @Sendable (APIFixture, Node) async throws -> Void) async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak")
            try await api.store.write { [now = api.clock.now] transaction in
                var setting = BIOSSetting(node: node.id, name: "ProcVirtualization", value: "On", createdAt: now)
                setting.attributeType = "Enumeration"
                setting.allowableValues = ["On", "Off"]
                try transaction.biosSettings.upsert(setting)
                var part = FirmwareComponent(
                    node: node.id, component: "bmc", initialVersion: "1.0", createdAt: now)
                part.vendor = "ACME"
                try transaction.firmware.upsert(part)
            }
            try await body(api, node)
        }
    }

    /// Query, version, the members of each setting.
    static let settings: [(String, Int, Set<String>)] = [
        ("", 40, ["name", "value", "created_at", "updated_at", "links"]),
        ("", 115, ["name", "value", "created_at", "updated_at", "links"]),
        ("?fields=attribute_type", 74, ["attribute_type", "created_at", "updated_at", "links"]),
        (
            "?detail=true", 74,
            [
                "name", "value", "created_at", "updated_at", "links", "attribute_type", "allowable_values",
                "lower_bound", "upper_bound", "min_length", "max_length", "read_only", "reset_required", "unique",
            ]
        ),
    ]

    @Test(arguments: settings)
    func `BIOS settings show what was asked for`(query: String, version: Int, members: Set<String>) async throws {
        try await Self.withSettings { api, node in
            let list = try await api.get("/v1/nodes/oak/bios\(query)", version: version).json["bios"]?.array
            let shown = try #require(list?.first?.object)
            #expect(Set(shown.keys) == members)
            let path = "http://localhost/v1/nodes/\(node.id)/bios/ProcVirtualization"
            #expect(shown["links"]?[0]?["href"] == .string(path))
        }
    }

    @Test func `one BIOS setting is shown under its name`() async throws {
        try await Self.withSettings { api, _ in
            let old = try await api.get("/v1/nodes/oak/bios/ProcVirtualization", version: 73).json
            #expect(old["ProcVirtualization"]?["value"] == "On")
            #expect(old["ProcVirtualization"]?["attribute_type"] == nil)
            let new = try await api.get("/v1/nodes/oak/bios/ProcVirtualization").json
            #expect(new["ProcVirtualization"]?["allowable_values"] == ["On", "Off"])
            #expect(try await api.get("/v1/nodes/oak/bios/Other").status == 404)
        }
    }

    @Test func `firmware tells who made a part from version 114 on`() async throws {
        try await Self.withSettings { api, _ in
            let path = "/v1/nodes/oak/firmware"
            let old = try await api.get(path, version: 86).json["firmware"]?[0]?.object
            #expect(
                old.map { Set($0.keys) } == [
                    "component", "initial_version", "current_version", "last_version_flashed", "created_at",
                    "updated_at",
                ])
            #expect(try await api.get(path, version: 114).json["firmware"]?[0]?["vendor"] == "ACME")
            let chosen = try await api.get("\(path)?fields=component").json["firmware"]?[0]?.object
            #expect(chosen.map { Set($0.keys) } == ["component", "created_at", "updated_at"])
        }
    }

    /// Path, version, status.
    static let refusals: [(String, Int, Int)] = [
        ("bios", 39, 404), ("bios?detail=true", 73, 400), ("bios?fields=name", 73, 400),
        ("bios?fields=colour", 74, 400), ("bios?fields=name&detail=true", 74, 400),
        ("firmware", 85, 404), ("firmware?fields=vendor", 113, 400), ("firmware?fields=colour", 115, 400),
        ("inventory", 80, 404), ("inventory", 81, 404), ("children", 82, 404), ("history", 77, 404),
    ]

    @Test(arguments: refusals)
    func `old clients and unknown fields are refused`(path: String, version: Int, status: Int) async throws {
        try await APIFixture.run { api in
            let node = try await api.node()
            #expect(try await api.get("/v1/nodes/\(node.id)/\(path)", version: version).status == status)
        }
    }

    @Test func `the inventory of the last inspection is shown`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node()
            try await api.store.write { [now = api.clock.now] transaction in
                try transaction.inventories.upsert(
                    NodeInventory(node: node.id, inventory: ["cpu": ["count": 4]], createdAt: now))
            }
            let shown = try await api.get("/v1/nodes/\(node.id)/inventory").json
            #expect(shown == ["inventory": ["cpu": ["count": 4]], "plugin_data": [:]])
        }
    }

    @Test func `children are found by their parent`() async throws {
        try await APIFixture.run { api in
            let parent = try await api.node("rack")
            let child = try await api.node { $0.parentNode = parent.id.text }
            let answer = try await api.get("/v1/nodes/rack/children").json
            #expect(answer["children"] == [.string(child.id.text)])
            #expect(answer["links"]?["rel"] == "children")
            let link = try #require(answer["links"]?["href"]?.string)
            let listed = try await api.get(String(link.dropFirst("http://localhost".count))).nodes
            #expect(listed.compactMap { $0["uuid"]?.string } == [child.id.text])
        }
    }
}
