import IngotStorage
import Testing

@testable import IngotAPI

struct ErrorTranslationTests {
    @Test(arguments: [
        (StorageError.unstorable("a text holds a NUL character"), 400, "NUL"),
        (.missing(entity: "node", id: "x"), 404, "node"),
        (.dangling(entity: "port"), 404, "deleted meanwhile"),
        (.conflict(entity: "node", id: "x"), 409, "meanwhile"),
        (.unavailable(reason: "gone", retryAfter: .seconds(5)), 503, "gone"),
        (.busy(reason: "100 reads wait already", retryAfter: .seconds(1)), 503, "100 reads wait already"),
        (.failed(reason: "disk full"), 500, "log"),
    ])
    func `what the storage refuses gets the status of its cause`(error: StorageError, status: Int, word: String) {
        let refusal = APIError(translating: error)
        #expect(refusal.status == status)
        #expect(refusal.message.contains(word))
    }
}
