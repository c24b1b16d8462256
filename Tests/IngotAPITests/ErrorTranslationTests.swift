import IngotStorage
import Testing

@testable import IngotAPI

struct ErrorTranslationTests {
    @Test(arguments: [
        (StorageError.unstorable("a text holds a NUL character"), 400, "NUL"),
        (.missing(entity: "node", id: "x"), 404, "node"),
        (.dangling(entity: "port"), 404, "deleted meanwhile"),
        (.conflict(entity: "node", id: "x"), 409, "meanwhile"),
        (.unavailable(reason: "gone", retryAfter: .seconds(7)), 503, "in 7 s"),
        (.busy(reason: "100 reads wait already", retryAfter: .milliseconds(100)), 503, "in 1 s"),
        (.failed(reason: "disk full"), 500, "log"),
    ])
    func `what the storage refuses gets the status of its cause`(error: StorageError, status: Int, word: String) {
        let refusal = APIError(translating: error)
        #expect(refusal.status == status)
        #expect(refusal.message.contains(word))
    }

    @Test(arguments: [
        StorageError.unavailable(reason: "no server at /run/secret/.s.PGSQL.5432", retryAfter: .seconds(5)),
        .busy(reason: "no room at /run/secret", retryAfter: .seconds(1)),
        .failed(reason: "disk /run/secret is full"),
    ])
    func `what the database says of itself is told to no caller`(error: StorageError) {
        let refusal = APIError(translating: error)
        #expect(!refusal.message.contains("secret"))
        #expect((refusal.headers[.retryAfter] != nil) == (refusal.status == 503))
    }
}
