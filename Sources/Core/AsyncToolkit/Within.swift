/// Returns what `body` returns, or nil where that takes longer than `limit` on `clock`.
///
/// A body that is too slow is cancelled and awaited, so it must heed cancellation.
package func within<Value: Sendable>(
    _ limit: Duration, on clock: some Clock<Duration>, _ body: @escaping @Sendable () async -> Value
) async -> Value? {
    await withTaskGroup(of: Value?.self) { group in
        group.addTask { await body() }
        group.addTask {
            try? await clock.sleep(for: limit)
            return nil
        }
        defer { group.cancelAll() }
        return await group.next() ?? nil
    }
}
