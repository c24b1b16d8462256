import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

/// What is removed because it is old.
struct PruneTests {
    struct Kind: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let prune: @Sendable (Transaction, _ limit: Int) throws -> Int
    }

    static let kinds = [
        Kind(testDescription: "requests") { try $0.requests.prune(before: Samples.now + .seconds(1), limit: $1) },
        Kind(testDescription: "runs") { try $0.runs.prune(before: Samples.now + .seconds(1), limit: $1) },
        // The newest event stays.
        Kind(testDescription: "events") { try $0.events.prune(before: Samples.now + .seconds(1), limit: $1) },
    ]

    @Test(arguments: kinds, StorageEngine.allCases)
    func `no more is removed at once than was asked for`(_ kind: Kind, _ engine: StorageEngine) async throws {
        let node = Samples.node()
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.nodes.insert(node)
                for _ in 0..<5 {
                    let request = Samples.request(node)
                    try transaction.requests.insert(request)
                    _ = try transaction.requests.withdraw(request.id)
                    try transaction.runs.insert(
                        Samples.run(node) { run in
                            run.state = .finished
                            run.finishedAt = Samples.now
                        })
                }
            }
            // The node's own event, and five more.
            try await store.write { transaction in
                let told = try transaction.events.last()
                for _ in 0..<(6 - Int(told)) {
                    transaction.events.append(Event(.timeline, at: Samples.now, node: node.id, body: [:]))
                }
            }
            for expected in [2, 2, 1, 0] {
                #expect(try await store.write { try kind.prune($0, 2) } == expected)
            }
        }
    }
}
