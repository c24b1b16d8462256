import Synchronization

@testable import IngotStorage

/// A database that goes away, or takes no changes, when the test says so.
final class OutageEngine: Engine {
    private let base: any Engine
    private enum Trouble { case isAway, isFull }
    private let trouble = Mutex<Trouble?>(nil)

    init(_ base: any Engine) { self.base = base }

    func goAway() { trouble.withLock { $0 = .isAway } }
    func fill() { trouble.withLock { $0 = .isFull } }
    func comeBack() { trouble.withLock { $0 = nil } }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try check(for: .isAway)
        return try await base.read(body)
    }

    func write<Result: Sendable>(
        as priority: Priority, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try check(for: .isAway)
        try check(for: .isFull)
        return try await base.write(as: priority, body)
    }

    func migrate(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws {
        try await base.migrate(body)
    }
    func notifyOthers(_ signals: Set<Signal>, _ connection: any Connection) throws {
        try base.notifyOthers(signals, connection)
    }
    func close() async { await base.close() }

    private func check(for kind: Trouble) throws {
        guard trouble.withLock(\.self) == kind else { return }
        throw StorageError.unavailable(reason: "the server is being moved", retryAfter: .seconds(1))
    }
}
