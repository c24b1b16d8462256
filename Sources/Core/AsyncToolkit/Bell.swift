import Synchronization

/// "Look again": wakes everybody who waits, carries nothing, and is never the only way to notice work.
///
/// A ring that nobody hears is not lost: a waiter tells the ring it saw last, and returns at once if there was a newer one.
package final class Bell: Sendable {
    private struct State {
        var rings: UInt64 = 0
        var nextWaiter: UInt64 = 0
        var waiters: [UInt64: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// How often the bell has rung; hand it to ``wait(after:)``.
    package var rings: UInt64 { state.withLock(\.rings) }

    package func ring() {
        let waiters = state.withLock { state in
            state.rings += 1
            defer { state.waiters = [:] }
            return state.waiters.values.map { $0 }
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Returns when the bell has rung more often than `seen`, or the task is cancelled.
    package func wait(after seen: UInt64) async {
        let waiter = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.rings > seen || Task.isCancelled { return true }
                    state.waiters[waiter] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: waiter) }?.resume()
        }
    }

    /// Returns when the bell has rung more often than `seen`, `limit` has passed on `clock`, or the task is cancelled.
    package func wait(after seen: UInt64, atMost limit: Duration, on clock: some Clock<Duration>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait(after: seen) }
            group.addTask { try? await clock.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }
}
