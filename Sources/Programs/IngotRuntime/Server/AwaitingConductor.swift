import IngotStorage
import ServiceLifecycle

/// A service that begins when this process's conductor has registered.
///
/// The API answers from what conductors have written about themselves, so without this the first callers after a first
/// start would be told that there are no drivers. When it has registered is no matter: it dates by the database's
/// clock, from which this host's may be far away.
struct AwaitingConductor: Service {
    let store: Store
    let hostname: String
    /// A registration of another one belongs to an earlier life.
    let incarnation: String
    let next: @Sendable () async throws -> Void

    func run() async throws {
        while try await !isRegistered(), !Task.isShuttingDownGracefully {
            try await Task.sleep(for: Self.pause)
        }
        try await next()
    }

    private func isRegistered() async throws -> Bool {
        let (hostname, incarnation) = (hostname, incarnation)
        return try await store.read { try $0.conductors.find(hostname)?.incarnation == incarnation }
    }

    private static let pause = Duration.milliseconds(5)
}
