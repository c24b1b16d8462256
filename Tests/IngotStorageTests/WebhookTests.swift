import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

struct WebhookTests {
    @Test(arguments: StorageEngine.allCases)
    func `one at a time holds a webhook, and only it moves the place`(_ engine: StorageEngine) async throws {
        let now = Samples.now
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.webhooks.enter(WebhookCursor(target: "t", position: 5))
                try transaction.webhooks.enter(WebhookCursor(target: "t", position: 9))
                #expect(try transaction.webhooks.find("t")?.position == 5)
                let claimed = try transaction.webhooks.claim("t", by: "one", at: now, until: now + .seconds(60))
                #expect(claimed?.holder == "one")
                #expect(try transaction.webhooks.claim("t", by: "two", at: now, until: now + .seconds(60)) == nil)

                var cursor = try #require(claimed)
                cursor.pass(7)
                cursor.attempts = 2
                cursor.failingSince = now
                cursor.nextAttempt = now + .seconds(4)
                cursor.lastError = "down"
                #expect(try transaction.webhooks.update(cursor))
                #expect(try transaction.webhooks.find("t") == cursor)

                let late = now + .seconds(60)
                #expect(try transaction.webhooks.claim("t", by: "two", at: late, until: late)?.position == 7)
                #expect(try !transaction.webhooks.update(cursor))
                try transaction.webhooks.release("two")
                #expect(try transaction.webhooks.find("t")?.holder == nil)
                #expect(try transaction.webhooks.claim("none", by: "one", at: now, until: now) == nil)
            }
        }
    }
}
