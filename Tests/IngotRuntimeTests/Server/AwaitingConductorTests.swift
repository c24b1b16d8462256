import IngotModel
import IngotStorage
import Testing

@testable import IngotRuntime

/// When the API begins that answers from what this process's conductor says of itself.
@Suite struct AwaitingConductorTests {
    @Test func `the API begins though the host's clock is an hour ahead of the one by which conductors register`()
        async throws
    {
        try await withStore { store in
            try await register("this life", at: SystemWallClock().now - .seconds(3_600), in: store)
            try await confirmation { begun in
                try await AwaitingConductor(store: store, hostname: "host", incarnation: "this life") { begun() }.run()
            }
        }
    }

    @Test func `the API does not begin because of what an earlier life has registered`() async throws {
        try await withStore { store in
            try await register("an earlier life", at: SystemWallClock().now + .seconds(3_600), in: store)
            await confirmation(expectedCount: 0) { begun in
                let waiting = Task {
                    try await AwaitingConductor(store: store, hostname: "host", incarnation: "this life") { begun() }
                        .run()
                }
                waiting.cancel()
                await #expect(throws: CancellationError.self) { try await waiting.value }
            }
        }
    }

    private func register(_ incarnation: String, at moment: Timestamp, in store: Store) async throws {
        let record = ConductorRecord(
            hostname: "host", group: "", incarnation: incarnation, startedAt: moment, lastSeen: moment)
        try await store.write { try $0.conductors.register(record, offers: []) }
    }

    private func withStore(_ body: (Store) async throws -> Void) async throws {
        let store = try Store.inMemory()
        try await store.migrate()
        try await body(store)
        await store.close()
    }
}
