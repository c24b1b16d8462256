@testable import IngotStorage

/// A database that is reached through a seam.
struct SeamEngine: Engine {
    let engine: any Engine
    let seam: any Seam

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await seam.pass(Moment(place: .reading))
        return try await engine.read(body)
    }

    func write<Result: Sendable>(
        as priority: Priority, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await seam.pass(Moment(place: .committing))
        let result = try await engine.write(as: priority, body)
        try await seam.pass(Moment(place: .committed))
        return result
    }

    func migrate(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws {
        try await engine.migrate(body)
    }
    func notifyOthers(_ signals: Set<Signal>, _ connection: any Connection) throws {
        try engine.notifyOthers(signals, connection)
    }
    func close() async {}
}
