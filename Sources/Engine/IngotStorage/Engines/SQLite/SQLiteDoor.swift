import Synchronization

/// Counts the transactions inside, and lets none in once it is closed: GRDB must not be used after its end.
final class SQLiteDoor: Sendable {
    private struct State {
        var inside = 0
        var isClosed = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Runs a body inside.
    ///
    /// - Throws: what the body throws; ``StorageError/unavailable(reason:retryAfter:)`` when the door is closed.
    func inside<Value>(_ body: () async throws -> Value) async throws -> Value {
        try state.withLock { state in
            guard !state.isClosed else { throw StorageError.closed }
            state.inside += 1
        }
        defer { leave() }
        return try await body()
    }

    /// Closes the door and returns when nobody is inside; true for the first who closes it.
    func close() async -> Bool {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                if state.inside > 0 { state.closers.append(continuation) }
                return state.inside == 0
            }
            if isEmpty { continuation.resume() }
        }
        return isFirst
    }

    private func leave() {
        let closers = state.withLock { state in
            state.inside -= 1
            guard state.inside == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.closers = [] }
            return state.closers
        }
        for closer in closers { closer.resume() }
    }
}
