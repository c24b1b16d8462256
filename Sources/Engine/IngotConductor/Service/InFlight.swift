import Synchronization

/// What this conductor is working on, so that no look around starts the same work twice.
final class InFlight: Sendable {
    private struct State {
        var keys: Set<String> = []
        var isStopping = false
    }

    private let state = Mutex(State())

    var count: Int { state.withLock(\.keys.count) }
    var isEmpty: Bool { count == 0 }
    var isStopping: Bool { state.withLock(\.isStopping) }

    func stop() { state.withLock { $0.isStopping = true } }

    func contains(_ key: String) -> Bool { state.withLock { $0.keys.contains(key) } }

    /// - Returns: whether the work was not yet being done.
    func begin(_ key: String) -> Bool { state.withLock { $0.keys.insert(key).inserted } }

    /// One work has become another, such as a request its run.
    func go(on key: String, insteadOf former: String) {
        state.withLock { state in
            state.keys.remove(former)
            state.keys.insert(key)
        }
    }

    /// - Returns: whether there was no room before, so that it is worth looking around now.
    @discardableResult
    func end(_ key: String, limit: Int) -> Bool {
        state.withLock { state in
            let wasFull = state.keys.count >= limit
            state.keys.remove(key)
            return wasFull
        }
    }
}
