import IngotModel
import Testing

@testable import IngotAPI

/// Holds what a new resource shows where its caller said little against what the reference shows.
struct DefaultTests {
    @Test(
        arguments: ResourceFacts.all.filter { facts in SampleWorld.collections.contains { $0.path == facts.collection }
        })
    func `what nobody chose is as in the contract`(facts: ResourceFacts) async throws {
        try await BadInputTests.withSamples { api, world in
            let body = try #require(world.freshBody(for: facts.collection))
            let answer = try await api.send(.post, "/v1\(facts.collection)", .object(body))
            for (name, field) in try facts.fields().sorted(by: { $0.key < $1.key }) where body[name] == nil {
                guard let value = field["default"] else { continue }
                #expect(answer.json[name] == value, "\(facts.name).\(name)")
            }
        }
    }
}

extension ResourceFacts {
    /// The path of the collection, such as `/volume/connectors`.
    fileprivate var collection: String { String(shownBy.dropFirst("GET /v1".count).dropLast("/{}".count)) }
}
