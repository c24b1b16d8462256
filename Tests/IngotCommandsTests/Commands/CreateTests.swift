import IngotModel
import Testing

@Suite struct `What files describe` {
    private static let rack = """
        chassis:
          - description: rack 7
            nodes:
              - name: blade
                driver: fake-hardware
        nodes:
          - name: oak
            driver: fake-hardware
            properties: {cpus: 4, model: "0815", ha: yes}
            traits: [CUSTOM_A]
            ports:
              - address: 52:54:00:12:34:56
            portgroups:
              - name: bond
                ports: [{address: 52:54:00:12:34:57}]
          - name: elm
            driver: nobody
        """

    private static func made(_ uuid: String) -> ScriptedService.Answer {
        .init(status: 201, body: JSONValue(["uuid": .string(uuid)]).serialized())
    }

    private static func results(_ results: JSONValue...) -> ScriptedService.Answer {
        .init(body: JSONValue(["results": JSONValue(results)]).serialized())
    }

    private static let refused: JSONValue = [
        "index": 1, "status": 400, "error": ["code": "no_valid_host", "message": "nobody serves it"],
    ]

    @Test func `nodes come with their ports by one call, and what is more follows`() async throws {
        let service = ScriptedService([
            "POST /v1/chassis": [Self.made("c-1")], "POST /v1/portgroups": [Self.made("g-1")],
            "POST /v1/ports": [Self.made("p-1")],
            "POST /v1/bulk/nodes": [
                Self.results(["index": 0, "status": 201, "uuid": "n-0"]),
                Self.results(["index": 0, "status": 201, "uuid": "n-1", "ports": ["p-0"]], Self.refused),
            ],
        ])
        let run = try await service.run("create", "rack.yaml", "-f", "json", files: ["rack.yaml": Self.rack])
        #expect(run.exitCode == 1)
        #expect(run.reports.contains("/v1/bulk/nodes for node elm was refused (400): nobody serves it"))
        #expect(run.reports.contains("1 of 7 things failed"))
        #expect(
            service.requests == [
                .init(call: "POST /v1/chassis", body: ["description": "rack 7"]),
                .init(
                    call: "POST /v1/bulk/nodes",
                    body: ["nodes": [["name": "blade", "driver": "fake-hardware", "chassis_uuid": "c-1"]]]),
                .init(
                    call: "POST /v1/bulk/nodes",
                    body: [
                        "nodes": [
                            [
                                "name": "oak", "driver": "fake-hardware",
                                "properties": ["cpus": 4, "model": "0815", "ha": true],
                                "ports": [["address": "52:54:00:12:34:56"]],
                            ], ["name": "elm", "driver": "nobody"],
                        ]
                    ]),
                .init(call: "POST /v1/portgroups", body: ["name": "bond", "node_uuid": "n-1"]),
                .init(
                    call: "POST /v1/ports",
                    body: ["address": "52:54:00:12:34:57", "node_uuid": "n-1", "portgroup_uuid": "g-1"]),
                .init(call: "PUT /v1/nodes/n-1/traits", body: ["traits": ["CUSTOM_A"]]),
            ])
        let told = try JSONValue.parse(run.output).array ?? []
        #expect(told.map { $0["uuid"] } == ["c-1", "n-0", "n-1", "p-0", "g-1", "p-1"])
    }

    @Test func `a service that knows no such call gets one for each thing`() async throws {
        let service = ScriptedService([
            "POST /v1/bulk/nodes": [.init(status: 404)], "POST /v1/nodes": [Self.made("n-1")],
            "POST /v1/ports": [Self.made("p-1")],
        ])
        let run = try await service.run(
            "create", "-",
            files: ["-": #"{"nodes": [{"name": "oak", "driver": "x", "ports": [{"address": "52:54:00:12:34:56"}]}]}"#])
        #expect(run.exitCode == 0, "\(run.reports)")
        #expect(
            service.requests.dropFirst() == [
                .init(call: "POST /v1/nodes", body: ["name": "oak", "driver": "x"]),
                .init(call: "POST /v1/ports", body: ["address": "52:54:00:12:34:56", "node_uuid": "n-1"]),
            ])
    }

    @Test(arguments: [
        ("[", "neither YAML nor JSON"), ("7", "it must be a mapping"), ("nodes: 7", "nodes must be a list"),
        ("nodes: [7]", "nodes[0] must be a mapping"), ("racks: []", #"not "racks""#),
        ("chassis: [{nodes: [{ports: 7}]}]", "chassis[0].nodes[0].ports must be a list"),
    ])
    func `nothing is created where one file cannot be read`(text: String, words: String) async throws {
        let service = ScriptedService()
        let run = try await service.run("create", "good", "bad", files: ["good": "nodes: [{name: oak}]", "bad": text])
        #expect(run.exitCode != 0)
        #expect(run.reports.contains(words), "\(run.reports)")
        #expect(service.calls.isEmpty)
    }
}
