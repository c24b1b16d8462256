import IngotModel
import Testing

@testable import IngotStorage

/// Signs of life and leases must not come late because there is much to write.
struct UrgencyTests {
    @Test func `urgent jobs go before all others, each kind in its order`() {
        var lanes = TwoLanes<Int>()
        for number in 1...4 { lanes.append(number, isUrgent: false) }
        for number in 11...12 { lanes.append(number, isUrgent: true) }
        #expect(lanes.remove { $0 == 3 } == 3)
        #expect(lanes.remove { $0 == 3 } == nil)
        #expect(lanes.count == 5)
        #expect(lanes.take(1) == [11])
        #expect(lanes.take(2) == [12, 1])
        #expect(lanes.take(9) == [2, 4])
        #expect(lanes.isEmpty)
    }

    @Test func `an urgent write is not refused because too many others wait`() async throws {
        var limits = SQLiteLimits()
        limits.queueLength = 0
        let store = Store(engine: try SQLiteEngine(inMemoryWithin: limits))
        await #expect(throws: StorageError.self) { try await store.write { _ in } }
        try await store.writeUrgently { _ in }
        await store.close()
    }
}
