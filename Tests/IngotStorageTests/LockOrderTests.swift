import AsyncToolkit
import IngotModel
import IngotTestKit
import Synchronization
import Testing

@testable import IngotStorage

/// Transactions that want the same rows at the same time.
struct LockOrderTests {
    /// Who wants a node that a run is writing.
    enum Rival: CaseIterable { case maintenance, deletion }

    /// How often each transaction was begun.
    private final class Beginnings: Sendable {
        let counts = Mutex((step: 0, rival: 0))
    }

    @Test(arguments: Rival.allCases)
    func `who wants a node that a run is writing waits, and neither has to begin again`(_ rival: Rival) async throws {
        let begun = Beginnings()
        try await StorageFixture.withStore(.postgreSQL) { store in
            let (node, lease) = try await store.write { try $0.heldNode() }
            let run = Samples.run(node)
            try await store.write { try $0.runs.insert(run) }
            let holdsRun = Bell()
            async let step: Void = store.write { transaction in
                begun.counts.withLock { $0.step += 1 }
                try transaction.journal.append(run.id, kind: .started, at: Samples.now, stepIndex: 0, under: lease)
                holdsRun.ring()
                try transaction.connection.awaitWaiters()
                try Self.change(node.id, transaction) { $0.lastError = "none" }
            }
            await holdsRun.wait(after: 0)
            var refused = 0
            for _ in 1...2 {
                do {
                    try await store.write { transaction in
                        begun.counts.withLock { $0.rival += 1 }
                        switch rival {
                        case .maintenance: try Self.change(node.id, transaction) { $0.inMaintenance = true }
                        case .deletion: try transaction.nodes.delete(node.id)
                        }
                    }
                    break
                } catch StorageError.conflict { refused += 1 }
            }
            try await step
            // Who had read the node before the other wrote it asks again; the database had to end nobody.
            #expect(begun.counts.withLock(\.step) == 1)
            #expect(begun.counts.withLock(\.rival) == refused + 1)
            let (after, entries) = try await store.read { (try $0.nodes.find(node.id), try $0.journal.entries(run.id)) }
            #expect(after?.lastError == (rival == .maintenance ? "none" : nil))
            #expect(after?.inMaintenance == (rival == .maintenance ? true : nil))
            #expect(entries.map(\.kind) == (rival == .maintenance ? [.started, .observed] : []))
        }
    }

    private static func change(_ id: NodeID, _ transaction: Transaction, _ change: (inout Node) -> Void) throws {
        guard var node = try transaction.nodes.find(id) else { return }
        change(&node)
        try transaction.nodes.update(node)
    }
}
