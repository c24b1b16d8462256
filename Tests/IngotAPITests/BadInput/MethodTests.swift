import HTTPTypes
import Testing

@testable import IngotAPI

/// Known paths with methods that they do not have.
struct MethodTests {
    /// The paths of the API with the methods that each has.
    static let paths: [(path: String, methods: [String])] = Dictionary(
        grouping: BadInputTests.Route.all, by: \.path
    ).map { ($0.key, $0.value.map(\.endpoint.method.rawValue).sorted()) }.sorted { $0.0 < $1.0 }

    @Test func `a wrong method is told which there are`() async throws {
        try await BadInputTests.withSamples { api, world in
            let before = try await SampleWorld.snapshot(api)
            for (path, methods) in Self.paths {
                for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] where !methods.contains(method) {
                    try await Self.refused(method, at: world.path(path), having: methods, api)
                }
            }
            #expect(try await SampleWorld.snapshot(api) == before)
        }
    }

    private static func refused(_ word: String, at path: String, having methods: [String], _ api: APIFixture)
        async throws
    {
        let method = try #require(HTTPRequest.Method(word))
        let answer = try await api.raw(method, path, method == .head ? nil : "{}")
        let request = "\(method) \(path)"
        #expect(answer.status == 405, "\(request)")
        #expect(answer.header("Allow") == methods.joined(separator: ", "), "\(request)")
        if method == .head {
            #expect(answer.text.isEmpty, "\(request)")
        } else {
            #expect(answer.code == "method_not_allowed", "\(request)")
        }
    }

    @Test func `a method that nobody knows is refused`() async throws {
        try await BadInputTests.withSamples { api, world in
            for (path, _) in Self.paths {
                for word in ["BREW", "TRACE", "PROPFIND", "get", "X"] {
                    let method = try #require(HTTPRequest.Method(word))
                    let answer = try await api.raw(method, world.path(path), nil)
                    #expect((400..<500).contains(answer.status), "\(word) \(path) got \(answer.status)")
                    #expect(!answer.code.isEmpty, "\(word) \(path)")
                }
            }
        }
    }

    /// Paths that an old version does not know, with what a wrong method is told there: the router has no way to some
    /// of them, while others are there and only refuse what they have (peer: ironic's `_lookup` and controllers).
    static let unknownPaths = [
        ("/portgroups", 405), ("/allocations", 405), ("/deploy_templates", 405), ("/runbooks", 405),
        ("/inspection_rules", 405), ("/conductors", 405), ("/volume", 405), ("/shards", 405), ("/events", 405),
        ("/lookup", 405), ("/continue_inspection", 405), ("/nodes/{node}/states/boot_mode", 405),
        ("/nodes/{node}/management/inject_nmi", 405), ("/nodes/{node}/volume", 405), ("/volume/connectors", 404),
        ("/volume/targets", 404), ("/nodes/{node}/bios", 404), ("/nodes/{node}/firmware", 404),
        ("/nodes/{node}/history", 404), ("/nodes/{node}/vifs", 404), ("/nodes/{node}/allocation", 404),
        ("/nodes/{node}/portgroups", 404), ("/portgroups/{portgroup}/ports", 404), ("/runbooks/{runbook}/traits", 404),
    ]

    @Test(arguments: unknownPaths)
    func `a wrong method on a path of newer versions is told as the field's server does`(
        _ path: String, _ status: Int
    ) async throws {
        try await BadInputTests.withSamples { api, world in
            let answer = try await api.raw(path == "/events" ? .get : .patch, world.path(path), nil, version: 8)
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test func `every path tells its methods`() async throws {
        try await BadInputTests.withSamples { api, world in
            for (path, methods) in Self.paths {
                let answer = try await api.send(.options, world.path(path))
                #expect(answer.status == 200, "\(path)")
                #expect(answer.header("Allow") == methods.joined(separator: ", "), "\(path)")
            }
        }
    }
}
