import IngotStorage
import Synchronization

/// One process of a conductor in the simulation: who of it plays, and how it fares.
final class Troupe: Seam {
    private struct State {
        var isDead = false
        var isFrozen = false
        var isCutOff = false
        var players: Set<Int> = []
    }

    let hostname: String
    private let stage: Stage
    private let state = Mutex(State())

    init(_ hostname: String, on stage: Stage) {
        self.hostname = hostname
        self.stage = stage
    }

    var isDead: Bool { state.withLock(\.isDead) }
    /// Whether the whole process stands still, as on a machine that is out of memory.
    var isFrozen: Bool {
        get { state.withLock(\.isFrozen) }
        set { state.withLock { $0.isFrozen = newValue } }
    }
    /// Whether the process does not reach the database.
    var isCutOff: Bool {
        get { state.withLock(\.isCutOff) }
        set { state.withLock { $0.isCutOff = newValue } }
    }
    var players: [Int] { state.withLock { $0.players.sorted() } }

    func kill() { state.withLock { $0.isDead = true } }
    func begin(_ player: Int) { state.withLock { _ = $0.players.insert(player) } }
    func end(_ player: Int) { state.withLock { _ = $0.players.remove(player) } }

    func pass(_ moment: Moment) async throws {
        if isDead { throw PowerCut() }
        try await stage.pass(moment)
        if isDead { throw PowerCut() }
        if isCutOff, moment.place.isOfDatabase {
            throw StorageError.unavailable(reason: "the database was out of reach", retryAfter: .seconds(1))
        }
    }
}

extension Moment.Place {
    fileprivate var isOfDatabase: Bool {
        switch self {
        case .reading, .committing, .committed: true
        case .calling, .called: false
        }
    }
}
