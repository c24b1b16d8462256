import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

struct DatabaseTimeTests {
    @Test(arguments: StorageEngine.allCases)
    func `only a database on another host has a clock of its own, which is read to the moment`(
        _ engine: StorageEngine
    ) async throws {
        try await StorageFixture.withStore(engine) { store in
            let moments = try await store.write { [try $0.databaseTime(), try $0.databaseTime()] }
            let now = SystemWallClock().now
            guard engine == .postgreSQL else { return #expect(moments == [nil, nil]) }
            let (first, second) = (try #require(moments[0]), try #require(moments[1]))
            // It goes on within a transaction.
            #expect(first < second)
            #expect(now - second < .seconds(60) && second - now < .seconds(60))
        }
    }
}
