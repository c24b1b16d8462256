import Synchronization

@testable import IngotStorage

/// A database that goes away when the test says so.
final class OutageEngine: Engine {
    private let base: any Engine
    private let isAway = Mutex(false)

    init(_ base: any Engine) { self.base = base }

    func goAway() { isAway.withLock { $0 = true } }
    func comeBack() { isAway.withLock { $0 = false } }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try check()
        return try await base.read(body)
    }

    func write<Result: Sendable>(
        as priority: Priority, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try check()
        return try await base.write(as: priority, body)
    }

    func migrate(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws {
        try await base.migrate(body)
    }
    func notifyOthers(_ signals: Set<Signal>, _ connection: any Connection) throws {
        try base.notifyOthers(signals, connection)
    }
    func close() async { await base.close() }

    private func check() throws {
        guard isAway.withLock(\.self) else { return }
        throw StorageError.unavailable(reason: "the server is being moved", retryAfter: .seconds(1))
    }
}
