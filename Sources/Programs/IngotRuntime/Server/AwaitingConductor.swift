import IngotModel
import IngotStorage
import ServiceLifecycle

/// A service that begins when this process's conductor has registered.
///
/// The API answers from what conductors have written about themselves, so without this the first callers after a first
/// start would be told that there are no drivers.
struct AwaitingConductor: Service {
    let store: Store
    let hostname: String
    /// A registration from before belongs to an earlier life.
    let since: Timestamp
    let next: @Sendable () async throws -> Void

    func run() async throws {
        while try await !isRegistered(), !Task.isShuttingDownGracefully {
            try await Task.sleep(for: Self.pause)
        }
        try await next()
    }

    private func isRegistered() async throws -> Bool {
        let (hostname, since) = (hostname, since)
        return try await store.read { transaction in
            guard let record = try transaction.conductors.find(hostname) else { return false }
            return record.isOnline && record.lastSeen >= since
        }
    }

    private static let pause = Duration.milliseconds(5)
}
