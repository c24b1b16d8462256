import HTTPTypes
import IngotModel
import Testing

/// One of everything that the API keeps, made through the API itself.
struct SampleWorld: Sendable {
    /// A reference of the sample in each collection, by the collection's path.
    private(set) var references: [String: String] = Self.fixed

    /// What names things that are not made by a call, by the path before the parameter.
    private static let fixed = [
        "/nodes/{}/traits": "CUSTOM_GOLD", "/nodes/{}/vifs": "vif-1", "/nodes/{}/bios": "boot",
        "/nodes/{}/history": "5c1f0e6e-6c2c-4a3f-9d4a-000000000002", "/runbooks/{}/traits": "CUSTOM_GOLD",
        "/nodes/{}/management/indicators": "led@system", "/nodes/{}/vendor_passthru": "second_method",
        "/drivers": "fake-hardware", "/drivers/{}/vendor_passthru": "method", "/conductors": "conductor-1",
        "/heartbeat": "oak",
    ]

    /// The collections in the order in which their samples can be made, with a body that is good for each number.
    static let collections: [(path: String, body: @Sendable (Int, SampleWorld) -> JSONValue)] = [
        ("/nodes", { n, _ in ["driver": "fake-hardware", "name": .string(n == 0 ? "oak" : "oak-\(n)")] }),
        ("/chassis", { n, _ in ["description": .string("rack \(n)")] }),
        (
            "/portgroups",
            { n, world in
                ["node_uuid": world.node, "name": .string("bond-\(n)"), "address": .string("52:54:00:cf:2e:0\(n)")]
            }
        ),
        ("/ports", { n, world in ["node_uuid": world.node, "address": .string("52:54:00:cf:2d:0\(n)")] }),
        (
            "/volume/connectors",
            { n, world in ["node_uuid": world.node, "type": "iqn", "connector_id": .string("iqn.2026-01.org:\(n)")] }
        ),
        (
            "/volume/targets",
            { n, world in
                [
                    "node_uuid": world.node, "volume_type": "iscsi", "boot_index": JSONValue(n),
                    "volume_id": .string("volume-\(n)"),
                ]
            }
        ),
        ("/allocations", { n, _ in ["name": .string("claim-\(n)"), "resource_class": "gold"] }),
        (
            "/deploy_templates",
            { n, _ in ["name": .string("CUSTOM_T\(n)"), "steps": [template]] }
        ),
        ("/runbooks", { n, _ in ["name": .string("CUSTOM_R\(n)"), "steps": [runbook]] }),
        (
            "/inspection_rules",
            { n, _ in
                [
                    "description": .string("rule \(n)"), "actions": [["op": "fail", "args": ["msg": "no"]]],
                    "conditions": [],
                ]
            }
        ),
    ]

    private static let template: JSONValue = ["interface": "bios", "step": "apply", "args": [:], "priority": 10]
    private static let runbook: JSONValue = ["interface": "bios", "step": "apply", "args": [:], "order": 1]

    private var node: JSONValue { .string(references["/nodes"] ?? "") }

    /// A good body of a POST, other than that of the sample.
    func freshBody(for collection: String) -> [String: JSONValue]? {
        Self.collections.first { $0.path == collection }?.body(1, self).object
    }

    /// Makes the samples; collections that do not exist are left out.
    static func made(with api: APIFixture) async throws -> SampleWorld {
        var world = SampleWorld()
        for (path, body) in collections {
            let answer = try await api.send(.post, "/v1\(path)", body(0, world))
            if answer.status == 404 || answer.status == 405 { continue }
            try #require(answer.status == 201, "\(path): \(answer.text.prefix(300))")
            world.references[path] = answer.json["uuid"]?.string
        }
        return world
    }

    /// A route's path with its parameters filled in; `replacing` stands in the place of the one with that number.
    func path(_ template: String, replacing: (parameter: Int, text: String)? = nil) -> String {
        var before = ""
        var filled = ""
        var number = 0
        for segment in template.split(separator: "/") {
            guard segment.hasPrefix("{") || segment == "**" else {
                if segment != "v1" { before += "/\(segment)" }
                filled += "/\(segment)"
                continue
            }
            let hostile = replacing.flatMap { $0.parameter == number ? $0.text : nil }
            filled += "/\(hostile ?? references[before] ?? Self.absent)"
            before += "/{}"
            number += 1
        }
        return filled.isEmpty ? "/" : filled
    }

    /// The path of a route on something that is not there, so that nothing can happen to the samples.
    func absentPath(_ template: String) -> String { path(template, replacing: (0, Self.absent)) }

    /// The identifier of nothing.
    static let absent = "00000000-0000-4000-8000-000000000000"

    /// Everything that callers can see, to tell whether something was written.
    static func snapshot(_ api: APIFixture) async throws -> [String: String] {
        var seen: [String: String] = [:]
        for (path, _) in collections { seen[path] = try await api.get("/v1\(path)?detail=true").text }
        for part in ["traits", "vifs", "states", "history", "inventory", "bios", "allocation"] {
            seen[part] = try await api.get("/v1/nodes/oak/\(part)").text
        }
        return seen
    }
}
