import HTTPTypes
import IngotModel
import Testing

/// What lists show and create for callers who work for one project.
struct ConfinedListTests {
    private static func run(_ role: String, _ body: @escaping @Sendable (APIFixture) async throws -> Void) async throws
    {
        try await APIFixture.run(access: try .only(FixedCaller.member(of: "ours", role)), body)
    }

    /// The path, the project that is asked for, status.
    static let projects = ["/v1/nodes", "/v1/nodes/detail", "/v1/volume/connectors", "/v1/runbooks"].flatMap { path in
        [(path, "ours", 200), (path, "theirs", 403)]
    }

    @Test(arguments: projects)
    func `another project's things are not asked for`(path: String, project: String, status: Int) async throws {
        try await Self.run("reader") { api in
            let answer = try await api.get("\(path)?project=\(project)")
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test func `an administrator of the system asks for any project`() async throws {
        try await APIFixture.run(access: try .only(FixedCaller.system("reader"))) { api in
            try await api.node("oak") { $0.owner = "ours" }
            try await api.node("ash") { $0.owner = "theirs" }
            #expect(try await api.get("/v1/nodes?project=theirs").nodes.compactMap { $0["name"] } == ["ash"])
            #expect(try await api.get("/v1/nodes?project=").nodes.count == 2)
            #expect(try await api.get("/v1/ports?node=nobody").status == 404)
        }
    }

    /// Lists, each with the name of what it lists.
    static let children = [
        ("/v1/ports", "ports"), ("/v1/portgroups", "portgroups"), ("/v1/volume/connectors", "connectors"),
        ("/v1/volume/targets", "targets"),
    ]

    @Test(arguments: children)
    func `a list has nothing of a node that is not seen, and does not tell whether it is there`(
        path: String, name: String
    ) async throws {
        try await Self.run("reader") { api in
            let foreign = try await api.node("ash") { $0.owner = "theirs" }
            try await api.node("oak") { $0.owner = "ours" }
            for reference in ["ash", foreign.id.text, "nobody", NodeID.random().text, "oak"] {
                let answer = try await api.get("\(path)?node=\(reference)")
                #expect(answer.json[name] == [], "\(reference): \(answer.text)")
            }
            let below = path.split(separator: "/").dropFirst().joined(separator: "/")
            #expect(try await api.get("/v1/nodes/ash/\(below)").status == 404)
        }
    }

    @Test func `a project's administrator makes nodes of no other project`() async throws {
        try await Self.run("admin") { api in
            let foreign = try await api.send(.post, "/v1/nodes", ["driver": "fake-hardware", "owner": "theirs"])
            #expect(foreign.status == 400, "\(foreign.text)")
            let own = try await api.send(.post, "/v1/nodes", ["driver": "fake-hardware"])
            #expect(own.status == 201 && own.json["owner"] == "ours", "\(own.text)")
        }
    }
}
