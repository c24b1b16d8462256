import HTTPTypes
import IngotModel
import Testing

/// What public suites and clients of the field expect, though no document says it.
struct FieldClientTests {
    struct Attempt: Sendable, CustomTestStringConvertible {
        var method: HTTPRequest.Method
        var path: String
        var body: JSONValue
        var version = 115
        /// What somebody is told who may do it.
        var status = 400
        /// What somebody is told who does not see the node.
        var unseen = 404

        static func change(_ path: String, to value: JSONValue) -> Attempt {
            Attempt(
                method: .patch, path: "",
                body: [["op": "replace", "path": .string(path), "value": value]])
        }

        var testDescription: String { "\(method) \(path) \(body)" }
    }

    static let faulty: [Attempt] = [
        .init(method: .put, path: "/states/power", body: ["target": "off"]),
        .init(method: .put, path: "/states/provision", body: ["target": "dance"]),
        .init(method: .put, path: "/states/boot_mode", body: ["target": "uefi"], version: 70, status: 404),
        .change("/driver_info/nothing", to: "x"), .change("/instance_uuid", to: "x"), .change("/owner", to: ["a": 1]),
        .init(
            method: .patch, path: "", body: [["op": "replace", "path": "/nonsense", "value": 1]], unseen: 400),
    ]

    @Test(arguments: faulty)
    func `what is wrong with a request is told to those alone who may make such ones`(attempt: Attempt) async throws {
        try await APIFixture.run(access: NamedCallers.access) { api in
            try await api.node("oak")
            let statuses = [("administrator", attempt.status), ("reader", 403), ("red-reader", attempt.unseen)]
            for (name, status) in statuses {
                let answer = try await api.send(
                    attempt.method, "/v1/nodes/oak\(attempt.path)", attempt.body, version: attempt.version,
                    headers: NamedCallers.headers(name))
                #expect(answer.status == status, "\(name): \(answer.text)")
            }
        }
    }

    @Test func `a node may be named after the part of it that is wanted`() async throws {
        try await APIFixture.run { api in
            try await api.node("oak")
            let states = try await api.get("/v1/nodes/states/oak")
            #expect(states.status == 200)
            #expect(try await api.get("/v1/nodes/oak/states").json == states.json)
            #expect(try await api.get("/v1/nodes/states/elm").status == 404)
            let power = try await api.send(.put, "/v1/nodes/states/power/oak", ["target": "dance"])
            #expect(power.code == "unknown_target")
        }
    }

    @Test func `an agent may name its node in the body`() async throws {
        try await APIFixture.run { api in
            try await api.node("oak")
            let anonymous: JSONValue = ["callback_url": "http://agent:9999", "agent_version": "1"]
            let body: JSONValue = ["callback_url": "http://agent:9999", "agent_version": "1", "node_ident": "oak"]
            #expect(try await api.send(.post, "/v1/heartbeat", body).code == "token_missing")
            #expect(try await api.send(.post, "/v1/heartbeat", anonymous).code == "argument_missing")
            #expect(try await api.send(.post, "/v1/heartbeat", body, version: 21).status == 404)
        }
    }

    @Test func `what a version does not know is not there for any method`() async throws {
        try await APIFixture.run { api in
            try await api.node("oak")
            #expect(try await api.send(.put, "/v1/nodes/oak/vmedia", [:], version: 88).status == 404)
            #expect(try await api.send(.put, "/v1/nodes/oak/vmedia", [:], version: 89).status == 405)
            #expect(try await api.send(.put, "/v1/nodes/oak/states/nonsense", [:]).status == 405)
            #expect(try await api.get("/v1/nodes/oak/states/nonsense").status == 404)
        }
    }

    @Test(arguments: ["nodes", "ports", "portgroups", "allocations", "deploy_templates", "runbooks"])
    func `what can be no name is a bad request, and an unknown name is not found`(collection: String) async throws {
        try await APIFixture.run { api in
            for (name, status) in [("mal:formed", 400), ("unknown", 404)] {
                let path = "/v1/\(collection)/\(name)"
                let shown = try await api.get(path)
                #expect(shown.status == status)
                let patch: JSONValue = [["op": "add", "path": "/name", "value": "x"]]
                let changed = try await api.send(.patch, path, patch)
                #expect(changed.status == status)
            }
            #expect(try await api.send(.delete, "/v1/\(collection)/mal:formed").status == 400)
        }
    }

    @Test func `refusals of volumes have the words that clients look for`() async throws {
        try await APIFixture.run { api in
            let node = try await api.node("oak") {
                $0.powerState = .on
                $0.provisionState = .available
            }
            let body: JSONValue = ["node_uuid": .string(node.id.text), "type": "ip", "connector_id": "10.0.0.1"]
            let made = try await api.send(.post, "/v1/volume/connectors", body)
            let path = "/v1/volume/connectors/\(made.json["uuid"]?.string ?? "")"
            let twin = try await api.send(.post, "/v1/volume/connectors", body)
            #expect(twin.status == 409)
            #expect(twin.message.contains("A volume connector with the connector_id '10.0.0.1' already exists"))
            let patch: JSONValue = [["op": "replace", "path": "/connector_id", "value": "10.0.0.2"]]
            let change = try await api.send(.patch, path, patch)
            #expect(change.message.contains(#"The requested action "volume connector update" can not be performed"#))
            // The power may be on its way off.
            try await api.lock(node)
            #expect(try await api.send(.patch, path, patch).status == 409)
        }
    }
}
