import Synchronization

/// Does the same work once for all who ask for it at the same time.
///
/// The work belongs to nobody in particular, so that it goes on when the first who asked gives up; it must therefore
/// have a deadline of its own.
final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let flights = Mutex<[Key: Task<Value, Never>]>([:])

    func value(_ key: Key, _ work: @escaping @Sendable () async -> Value) async -> Value {
        let flight = flights.withLock { flights in
            if let running = flights[key] { return running }
            let task = Task {
                let value = await work()
                _ = self.flights.withLock { $0.removeValue(forKey: key) }
                return value
            }
            flights[key] = task
            return task
        }
        return await flight.value
    }

    /// How many pieces of work are being done.
    var count: Int { flights.withLock(\.count) }
}
