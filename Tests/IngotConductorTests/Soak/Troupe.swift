import IngotModel
import Synchronization

@testable import IngotConductor

/// One process of a conductor in the simulation: what it works on, and whether it still does.
final class Troupe: Seam {
    private struct State {
        var isDead = false
        var isStopping = false
        var isFrozen = false
        /// The work in hand, by player.
        var work: [Int: String] = [:]
    }

    let hostname: String
    private let stage: Stage
    private let state = Mutex(State())

    init(_ hostname: String, on stage: Stage) {
        self.hostname = hostname
        self.stage = stage
    }

    var isDead: Bool { state.withLock(\.isDead) }
    var isStopping: Bool { state.withLock(\.isStopping) }
    /// Whether the whole process stands still, as on a machine that is out of memory.
    var isFrozen: Bool {
        get { state.withLock(\.isFrozen) }
        set { state.withLock { $0.isFrozen = newValue } }
    }
    var players: [Int] { state.withLock { $0.work.keys.sorted() } }

    func kill() { state.withLock { $0.isDead = true } }
    func stop() { state.withLock { $0.isStopping = true } }

    /// - Returns: whether nobody of this process does this work yet.
    func take(_ key: String, _ player: Int) -> Bool {
        state.withLock { state in
            guard !state.work.values.contains(key) else { return false }
            state.work[player] = key
            return true
        }
    }

    func end(_ player: Int) { state.withLock { $0.work[player] = nil } }

    func pass(_ moment: Moment) async throws {
        if isDead { throw PowerCut() }
        try await stage.pass(moment)
        if isDead { throw PowerCut() }
    }
}
