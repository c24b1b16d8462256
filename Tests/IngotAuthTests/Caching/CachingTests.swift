import IngotModel
import Testing

@testable import IngotAuth

struct ExpiringCacheTests {
    private let clock = HandClock()

    private func store(_ value: String, _ key: Int, in cache: ExpiringCache<Int, String>, seconds: Int = 60) {
        cache.store(value, for: key, at: clock.now, until: clock.now + .seconds(seconds))
    }

    @Test func `a value is there until its time is over`() {
        let cache = ExpiringCache<Int, String>(capacity: 4)
        store("a", 1, in: cache)
        clock.advance(by: .seconds(59))
        #expect(cache.value(1, at: clock.now) == "a")
        clock.advance(by: .seconds(1))
        #expect(cache.value(1, at: clock.now) == nil && cache.count == 0)
    }

    @Test func `a clock that is set back makes nothing last longer`() {
        let cache = ExpiringCache<Int, String>(capacity: 4)
        store("a", 1, in: cache)
        #expect(cache.value(1, at: clock.now - .seconds(1)) == nil)
    }

    @Test func `however many are stored, no more than the capacity is kept, and the newest of them`() {
        let cache = ExpiringCache<Int, String>(capacity: 10)
        for key in 1...1_000 {
            store("\(key)", key, in: cache)
            store("again", 1, in: cache)
            clock.advance(by: .milliseconds(1))
        }
        #expect(cache.count <= 10)
        #expect(cache.value(1_000, at: clock.now) == "1000" && cache.value(1, at: clock.now) == "again")
        #expect(cache.value(500, at: clock.now) == nil)
    }
}

struct FingerprintTests {
    @Test func `the parts count one by one`() {
        let fingerprinter = Fingerprinter()
        #expect(fingerprinter.fingerprint([[1, 2], [3]]) == fingerprinter.fingerprint([[1, 2], [3]]))
        #expect(fingerprinter.fingerprint([[1, 2], [3]]) != fingerprinter.fingerprint([[1], [2, 3]]))
        #expect(fingerprinter.fingerprint([[1]]) != Fingerprinter().fingerprint([[1]]))
    }
}
