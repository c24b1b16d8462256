import Synchronization

/// The process is gone: whatever it tries from now on comes to nothing.
struct PowerCut: Error {}

/// The power of one conductor, which is cut at a chosen moment.
final class Mains: Seam {
    private struct State {
        var passed: [Moment] = []
        var isDead = false
    }

    private let cut: Int?
    private let state = Mutex(State())

    /// - Parameter cut: the moment at which the power goes, counted from 1; nil where it never does.
    init(cutAt cut: Int? = nil) { self.cut = cut }

    /// The moments at which the power could have been cut, or was.
    var passed: [Moment] { state.withLock(\.passed) }
    var isDead: Bool { state.withLock(\.isDead) }

    func pass(_ moment: Moment) throws {
        try state.withLock { state in
            guard !state.isDead else { throw PowerCut() }
            // Before a look at the database nothing has happened since the moment before.
            guard moment.place != .reading else { return }
            state.passed.append(moment)
            state.isDead = state.passed.count == cut
            if state.isDead { throw PowerCut() }
        }
    }
}
