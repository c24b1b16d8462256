import AsyncToolkit
import IngotModel
import IngotStorage
import Synchronization

/// Where calls await the answers to their requests: at each ring of the bell one look into the database serves all of
/// them, so that a hundred waiting calls cost what one costs.
///
/// A place is reserved before the request is queued, so that no answer comes too early to be noticed. The looks are made
/// by a task that lives as long as there are places.
final class AnswerDesk: Sendable {
    /// Finds what has become of the requests; those that are not there (any more) are left out.
    typealias Look = @Sendable ([RequestID]) async throws -> [RequestID: RequestAnswer]

    private typealias Seat = CheckedContinuation<RequestAnswer?, any Error>

    private struct Place {
        enum Standing {
            /// Nobody waits yet.
            case reserved
            case awaited(Seat)
            /// The answer, or the end of the time for it, came before anybody waited.
            case settled(RequestAnswer?)
        }

        var standing = Standing.reserved
        let deadline: ContinuousClock.Instant

        var isAwaited: Bool { if case .awaited = standing { true } else { false } }
        var isSettled: Bool { if case .settled = standing { true } else { false } }
    }

    private struct State {
        var places: [RequestID: Place] = [:]
        var isWatched = false
    }

    private let state = Mutex(State())
    private let bell: Bell
    private let pollInterval: Duration
    private let look: Look

    /// - Parameter pollInterval: how often the desk looks where no bell reaches it.
    init(bell: Bell, pollInterval: Duration, look: @escaping Look) {
        self.bell = bell
        self.pollInterval = pollInterval
        self.look = look
    }

    /// Heeds the request's answer from now on; ended by ``answer(to:)`` or ``cancel(_:)``.
    func reserve(_ id: RequestID, until deadline: ContinuousClock.Instant) {
        let isFirst = state.withLock { state in
            state.places[id] = Place(deadline: deadline)
            defer { state.isWatched = true }
            return !state.isWatched
        }
        if isFirst { Task { await watch() } }
    }

    /// Gives the place back; who waits there gets nil.
    func cancel(_ id: RequestID) { leave(id, .success(nil)) }

    /// Waits for the answer of a request that has a place, which is given back then.
    ///
    /// - Returns: nil where none came before the place's deadline, or the task is cancelled.
    /// - Throws: what kept the desk from looking.
    func answer(to id: RequestID) async throws -> RequestAnswer? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { seat in take(seat, at: id) }
        } onCancel: {
            cancel(id)
        }
    }

    private func take(_ seat: Seat, at id: RequestID) {
        let standing = state.withLock { state -> Place.Standing in
            let standing = state.places[id]?.standing ?? .settled(nil)
            if case .reserved = standing {
                state.places[id]?.standing = .awaited(seat)
            } else {
                state.places[id] = nil
            }
            return standing
        }
        if case .settled(let answer) = standing { seat.resume(returning: answer) }
    }

    /// Looks whenever the bell has rung, until no place is left.
    private func watch() async {
        while true {
            let seen = bell.rings
            guard let places = occupied() else { return }
            await serve(places)
            await bell.wait(after: seen, atMost: pause(at: .now), on: ContinuousClock())
        }
    }

    /// The places of this moment; nil where there are none, and then the watch is over.
    private func occupied() -> [RequestID: Place]? {
        state.withLock { state in
            if state.places.isEmpty { state.isWatched = false }
            return state.places.isEmpty ? nil : state.places.filter { !$0.value.isSettled }
        }
    }

    /// Looks once for all, and lets those go who have waited for long enough.
    private func serve(_ places: [RequestID: Place]) async {
        guard !places.isEmpty else { return }
        do {
            let answers = try await look(Array(places.keys))
            // A request that was queued before its call began to wait, and is not there any more, went with its node.
            for (id, place) in places {
                let answer = answers[id] ?? (place.isAwaited ? .gone : nil)
                if let answer, answer.isFinal { settle(id, answer) }
            }
        } catch {
            for (id, place) in places where place.isAwaited { leave(id, .failure(error)) }
        }
        let now = ContinuousClock.now
        for (id, place) in places where place.deadline <= now { settle(id, nil) }
    }

    private func settle(_ id: RequestID, _ answer: RequestAnswer?) {
        let isAwaited = state.withLock { state in
            guard case .reserved? = state.places[id]?.standing else { return true }
            state.places[id]?.standing = .settled(answer)
            return false
        }
        if isAwaited { leave(id, .success(answer)) }
    }

    private func leave(_ id: RequestID, _ outcome: Result<RequestAnswer?, any Error>) {
        let place = state.withLock { $0.places.removeValue(forKey: id) }
        if case .awaited(let seat)? = place?.standing { seat.resume(with: outcome) }
    }

    /// Until the next look: the poll interval, or less where a deadline comes first.
    private func pause(at now: ContinuousClock.Instant) -> Duration {
        let next = state.withLock { $0.places.values.filter { !$0.isSettled }.map(\.deadline).min() }
        return next.map { min(pollInterval, max(.zero, now.duration(to: $0))) } ?? pollInterval
    }
}
