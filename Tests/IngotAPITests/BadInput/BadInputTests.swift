import HTTPTypes
import IngotModel
import Synchronization
import Testing

@testable import IngotAPI

/// The corpus of bad input: whatever comes in, the answer is a 4xx in the field's body, and nothing is written.
struct BadInputTests {
    /// A route by its name, as tests are named after their arguments.
    struct Route: Sendable, CustomTestStringConvertible {
        let path: String
        let endpoint: Endpoint

        var testDescription: String { "\(endpoint.method) \(path)" }

        static let all = ((try? EndpointIndex())?.all ?? []).map { Route(path: $0.path, endpoint: $0.endpoint) }
    }

    /// Small, so that too large a body is no large one.
    static let bodyLimit = 16 * 1024

    @Test func `every route is tried with much`() async throws {
        try await Self.withSamples { _, world in
            let sizes = Route.all.map { route in
                BadInputCorpus(endpoint: route.endpoint, template: route.path, world: world).requests.count
            }
            #expect(Route.all.count > 150)
            #expect(sizes.allSatisfy { $0 >= 12 })
            #expect(sizes.reduce(0, +) > 10_000)
        }
    }

    @Test(arguments: Route.all)
    func `bad input is refused and writes nothing`(route: Route) async throws {
        try await Self.withSamples { api, world in
            let corpus = BadInputCorpus(endpoint: route.endpoint, template: route.path, world: world)
            let before = try await SampleWorld.snapshot(api)
            for request in corpus.requests {
                api.clock.advance(by: .seconds(1))
                let complaint = request.complaint(about: try await api.send(request))
                if let complaint { Issue.record("\(complaint): \(request)") }
            }
            let after = try await SampleWorld.snapshot(api)
            guard before != after else { return }
            Issue.record("something was written by \(try await Self.culprits(route))")
        }
    }

    @Test(arguments: SampleWorld.collections.map(\.path))
    func `what the corpus spoils is good when it is not spoilt`(collection: String) async throws {
        try await Self.withSamples { api, world in
            let body = try #require(world.freshBody(for: collection))
            let answer = try await api.send(.post, "/v1\(collection)", .object(body))
            #expect(answer.status == 201, "\(answer.text.prefix(300))")
        }
    }

    /// A world with one of everything, in which every conductor does as it is told.
    static func withSamples(
        _ body: @escaping @Sendable (APIFixture, SampleWorld) async throws -> Void
    ) async throws {
        try await APIFixture.run(
            .willing,
            configure: {
                $0.maximumBodySize = bodyLimit
                $0.maximumProvisionBodySize = bodyLimit
                $0.maximumInspectionBodySize = bodyLimit
                $0.conductorTimeout = .seconds(1_000_000)
            }
        ) { api in
            try await body(api, try await SampleWorld.made(with: api))
        }
    }

    /// Which requests of a route wrote something, found by looking after each.
    private static func culprits(_ route: Route) async throws -> [String] {
        let found = Mutex<[String]>([])
        try await withSamples { api, world in
            let corpus = BadInputCorpus(endpoint: route.endpoint, template: route.path, world: world)
            var before = try await SampleWorld.snapshot(api)
            for request in corpus.requests {
                api.clock.advance(by: .seconds(1))
                _ = try await api.send(request)
                let after = try await SampleWorld.snapshot(api)
                if after != before { found.withLock { $0.append("\n\(request)") } }
                before = after
            }
        }
        return found.withLock { $0 }
    }
}

extension APIFixture {
    func send(_ request: BadRequest) async throws -> Answer {
        try await bytes(
            request.method, request.target, request.body, version: request.version, headers: request.headers)
    }
}
