import Synchronization

/// Where tasks play one at a time: each runs until it comes to a seam or ends, and only then another one is let on.
///
/// So a run of many tasks depends on nothing but the order in which they are let on.
final class Stage: Sendable {
    /// A task that stands still until it is let on.
    struct Parked: Sendable {
        var moment: Moment
        fileprivate var continuation: CheckedContinuation<(any Error)?, Never>
    }

    private struct State {
        var parked: [Int: Parked] = [:]
        /// Whoever lets tasks on, while one is playing.
        var director: CheckedContinuation<Void, Never>?

        mutating func takeDirector() -> CheckedContinuation<Void, Never>? {
            defer { director = nil }
            return director
        }
    }

    /// The player that a task, with all that it starts, belongs to.
    @TaskLocal private static var player: Int?

    private let state = Mutex(State())

    /// The players that wait, with the moments at which they do.
    var waiting: [Int: Moment] { state.withLock { $0.parked.mapValues(\.moment) } }

    /// Starts a player and returns when it waits or has ended.
    func enter(_ player: Int, _ body: @escaping @Sendable () async -> Void) async {
        await direct {
            Task {
                await Self.$player.withValue(player) { await body() }
                self.state.withLock { $0.takeDirector() }?.resume()
            }
        }
    }

    /// Lets a player on and returns when it waits again or has ended.
    ///
    /// - Parameter error: what befalls it, if anything.
    func resume(_ player: Int, throwing error: (any Error)? = nil) async {
        guard let parked = state.withLock({ $0.parked.removeValue(forKey: player) }) else { return }
        await direct { parked.continuation.resume(returning: error) }
    }

    /// Waits to be let on. Who plays no part goes on at once.
    func pass(_ moment: Moment) async throws {
        guard let player = Self.player else { return }
        let error = await withCheckedContinuation { continuation in
            let director = state.withLock { state in
                state.parked[player] = Parked(moment: moment, continuation: continuation)
                return state.takeDirector()
            }
            director?.resume()
        }
        if let error { throw error }
    }

    private func direct(_ begin: () -> Void) async {
        await withCheckedContinuation { director in
            state.withLock { $0.director = director }
            begin()
        }
    }
}
