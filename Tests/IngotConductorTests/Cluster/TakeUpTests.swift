import AsyncToolkit
import IngotModel
import IngotTestKit
import Testing

@testable import IngotConductor
@testable import IngotStorage

/// Two conductors and one run, in the moment in which one of them lets go of it.
struct TakeUpTests {
    /// What the one who has the run does last, while the other one waits for its lease.
    enum LastWrite: CaseIterable, Sendable { case finishesTheRun, movesItOn }

    @Test(.timeLimit(.minutes(10)), arguments: LastWrite.allCases)
    func `whoever waited for a lease sees what its holder wrote last`(_ lastWrite: LastWrite) async throws {
        try await StorageFixture.withStore(.postgreSQL) { store in
            let lab = Lab(in: store.engine)
            try await lab.addNode(in: .deploying)
            let clock = lab.clock
            let plan = Plan(verb: "active", from: .available, target: .active, steps: [])
            let begun = Run(
                node: lab.node, kind: .provision(.active), arguments: [:], plan: plan, requestedAt: clock.now,
                startedAt: clock.now)
            let lease = try await store.write { transaction -> Lease? in
                try transaction.runs.insert(begun)
                return try transaction.leases.acquire(
                    begun.node, holder: "first", incarnation: "a", purpose: "p", now: clock.now, duration: .seconds(60))
            }
            let held = try #require(lease)

            let second = try await Peer("second", in: lab)
            let holdsLease = Bell()
            async let written = store.write { transaction -> Run in
                try transaction.leases.check(held)
                holdsLease.ring()
                // Not before the other one stands behind the lease does it make a difference who reads when.
                try transaction.connection.awaitWaiters()
                var run = begun
                run.position = 1
                if lastWrite == .finishesTheRun { run.state = .finished }
                try transaction.runs.update(run, under: held)
                try transaction.leases.release(held)
                return run
            }
            await holdsLease.wait(after: 0)
            let taken = try await RunRecords(surroundings: second.surroundings).takeUp(begun.id)
            let last = try await written
            switch lastWrite {
            case .finishesTheRun:
                #expect(taken == nil)
                #expect(try await store.read { try $0.leases.find(begun.node)?.holder } == nil)
            case .movesItOn: #expect(taken?.run.position == last.position)
            }
        }
    }
}
