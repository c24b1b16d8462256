import IngotMetrics
import IngotModel
import IngotTestKit
import Prometheus
import Testing

@testable import IngotStorage

/// How long nodes were in the states that they leave, as the store tells those who measure.
struct StateTimeTests {
    private let registry = Registry(MetricFamily.all)

    private func withStore(_ body: (Store) async throws -> Void) async throws {
        let engine = try SQLiteEngine(inMemoryWithin: SQLiteLimits())
        let store = Store(engine: engine, states: StateMeter(Meters(registry), budgets: [.cleanWait: .seconds(10)]))
        try await store.migrate()
        try await body(store)
        await store.close()
    }

    /// The lines of a family, without its name.
    private func told(_ family: String) -> Set<String> {
        Set(
            registry.text.split(separator: "\n").filter { $0.hasPrefix(family + "{") }.map {
                "\($0.dropFirst(family.count))"
            })
    }

    private static func moved(_ node: Node, to state: ProvisionState, after seconds: Int) -> Node {
        var moved = node
        moved.provisionState = state
        moved.provisionUpdatedAt = (node.provisionUpdatedAt ?? node.createdAt) + .seconds(seconds)
        return moved
    }

    @Test func `each state is timed when it ends, those of rest and those of a node's beginning too`() async throws {
        try await withStore { store in
            let made = Samples.node { $0.provisionState = .enroll }
            try await store.write { try $0.nodes.insert(made) }
            var node = made
            for (state, seconds) in [
                (ProvisionState.manageable, 7), (.available, 3600), (.cleanWait, 60), (.cleanFailed, 15),
            ] {
                let (last, next, after) = (node, state, seconds)
                node = try await store.write { try $0.nodes.update(Self.moved(last, to: next, after: after)) }
            }
            let expected = [("enroll", 7), ("manageable", 3600), ("available", 60), ("clean wait", 15)]
            #expect(told("ingot_state_seconds_sum") == Set(expected.map { #"{state="\#($0.0)"} \#($0.1)"# }))
            #expect(told("ingot_state_over_budget_seconds_total") == [#"{state="clean wait"} 5"#])
        }
    }

    @Test func `other changes of a node end no state, and neither does what is not committed`() async throws {
        struct Refusal: Error {}
        try await withStore { store in
            let made = Samples.node { $0.provisionState = .active }
            try await store.write { try $0.nodes.insert(made) }
            let node = try await store.write { transaction in
                var node = made
                node.inMaintenance = true
                return try transaction.nodes.update(node)
            }
            await #expect(throws: Refusal.self) {
                try await store.write { transaction in
                    _ = try transaction.nodes.update(Self.moved(node, to: .deleting, after: 1))
                    throw Refusal()
                }
            }
            #expect(told("ingot_state_seconds_count") == [])
        }
    }

    @Test func `the state of a node that is deleted has ended`() async throws {
        try await withStore { store in
            let made = Samples.node { $0.provisionState = .manageable }
            try await store.write { try $0.nodes.insert(made) }
            try await store.write { try $0.nodes.delete(made.id) }
            #expect(told("ingot_state_seconds_count") == [#"{state="manageable"} 1"#])
        }
    }
}
