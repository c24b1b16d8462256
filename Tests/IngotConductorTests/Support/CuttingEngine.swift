@testable import IngotStorage
import Synchronization

/// The process is gone: whatever it tries from now on comes to nothing.
struct PowerCut: Error {}

/// A database whose process is killed at a chosen write, just before or just after the commit.
final class CuttingEngine: Engine {
    enum Moment: CaseIterable, Sendable { case beforeCommit, afterCommit }

    private let engine: any Engine
    private let moment: Moment
    private let state: Mutex<(writes: Int, cutAt: Int?, isDead: Bool)>

    init(_ engine: any Engine, cutAt: Int?, _ moment: Moment) {
        self.engine = engine
        self.moment = moment
        state = Mutex((0, cutAt, false))
    }

    var writes: Int { state.withLock(\.writes) }
    var isDead: Bool { state.withLock(\.isDead) }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        guard !isDead else { throw PowerCut() }
        return try await engine.read(body)
    }

    func write<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        let isCut = try state.withLock { state in
            guard !state.isDead else { throw PowerCut() }
            state.writes += 1
            state.isDead = state.writes == state.cutAt
            return state.isDead
        }
        guard isCut else { return try await engine.write(body) }
        if moment == .afterCommit { _ = try await engine.write(body) }
        throw PowerCut()
    }

    func migrate(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws {
        try await engine.migrate(body)
    }
    func notifyOthers(_ signals: Set<Signal>, _ connection: any Connection) throws {
        try engine.notifyOthers(signals, connection)
    }
    func close() async {}
}
