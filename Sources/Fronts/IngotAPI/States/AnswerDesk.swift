import AsyncToolkit
import IngotModel
import IngotStorage
import Synchronization

/// Where calls await the answers to their requests: at each ring of the bell one look into the database serves all of
/// them, so that a hundred waiting calls cost what one costs.
///
/// A place is reserved before the request is queued, so that no answer comes too early to be noticed. The looks are
/// made by a task that lives as long as there are places. A look that fails says nothing about the requests, which live
/// on in the database: the places are kept, and the next look comes. Where looks fail for too long, as the database is
/// away, all who wait are told. Each call heeds its own deadline, also while a look hangs.
final class AnswerDesk: Sendable {
    /// Finds what has become of the requests; those that are not there (any more) are left out.
    typealias Look = @Sendable ([RequestID]) async throws -> [RequestID: RequestAnswer]

    /// The database is away, so that nothing can be known of the request.
    struct LostSight: Error {
        var cause: StorageError
    }

    /// The request went with its node, which was deleted.
    struct RequestGone: Error {}

    private typealias Seat = CheckedContinuation<RequestAnswer?, any Error>

    private enum Place {
        /// Nobody waits yet.
        case reserved
        case awaited(Seat)
        /// The answer came before anybody waited.
        case settled(RequestAnswer)

        var isAwaited: Bool { if case .awaited = self { true } else { false } }
        var isSettled: Bool { if case .settled = self { true } else { false } }
    }

    private struct State {
        var places: [RequestID: Place] = [:]
        var isWatched = false
    }

    private let state = Mutex(State())
    private let bell: Bell
    private let pollInterval: Duration
    private let patience: Duration
    private let look: Look

    /// - Parameters:
    ///   - pollInterval: how often the desk looks where no bell reaches it.
    ///   - patience: for how long looks may fail until those who wait are told.
    init(bell: Bell, pollInterval: Duration, patience: Duration = .seconds(1), look: @escaping Look) {
        self.bell = bell
        self.pollInterval = pollInterval
        self.patience = patience
        self.look = look
    }

    /// Heeds the request's answer from now on; ended by ``answer(to:until:)`` or ``cancel(_:)``.
    func reserve(_ id: RequestID) {
        let isFirst = state.withLock { state in
            state.places[id] = .reserved
            defer { state.isWatched = true }
            return !state.isWatched
        }
        if isFirst { Task { await watch() } }
    }

    /// Gives the place back; who waits there gets nil.
    func cancel(_ id: RequestID) { leave(id, .success(nil)) }

    /// Waits for the answer of a request that has a place, which is given back then.
    ///
    /// - Returns: nil where none came before the deadline, or the task is cancelled.
    /// - Throws: ``LostSight``, ``RequestGone``.
    func answer(to id: RequestID, until deadline: ContinuousClock.Instant) async throws -> RequestAnswer? {
        let alarm = Task {
            try await Task.sleep(until: deadline, clock: .continuous)
            cancel(id)
        }
        defer { alarm.cancel() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { seat in take(seat, at: id) }
        } onCancel: {
            cancel(id)
        }
    }

    private func take(_ seat: Seat, at id: RequestID) {
        let place = state.withLock { state in
            let place = state.places.removeValue(forKey: id)
            if case .reserved? = place { state.places[id] = .awaited(seat) }
            return place
        }
        switch place {
        case .reserved: break
        case .settled(let answer): seat.resume(returning: answer)
        case .awaited, nil: seat.resume(returning: nil)
        }
    }

    /// Looks whenever the bell has rung, until no place is left.
    private func watch() async {
        var failingSince: ContinuousClock.Instant?
        while true {
            let seen = bell.rings
            guard let places = occupied() else { return }
            do {
                try await serve(places)
                failingSince = nil
            } catch {
                let since = failingSince ?? .now
                failingSince = since
                if let cause = error as? StorageError, cause.isAbsence, since.duration(to: .now) >= patience {
                    dismiss(places, cause)
                }
            }
            let pause = failingSince == nil ? pollInterval : min(pollInterval, Self.retryInterval)
            await bell.wait(after: seen, atMost: pause, on: ContinuousClock())
        }
    }

    private static let retryInterval = Duration.milliseconds(100)

    private func dismiss(_ places: [RequestID: Place], _ cause: StorageError) {
        for (id, place) in places where place.isAwaited { leave(id, .failure(LostSight(cause: cause))) }
    }

    /// The places of this moment; nil where there are none, and then the watch is over.
    private func occupied() -> [RequestID: Place]? {
        state.withLock { state in
            if state.places.isEmpty { state.isWatched = false }
            return state.places.isEmpty ? nil : state.places.filter { !$0.value.isSettled }
        }
    }

    /// Looks once for all.
    private func serve(_ places: [RequestID: Place]) async throws {
        guard !places.isEmpty else { return }
        let answers = try await look(Array(places.keys))
        for (id, place) in places {
            if let answer = answers[id] {
                if answer.isFinal { settle(id, answer) }
            } else if place.isAwaited {
                // It was queued before its call began to wait.
                leave(id, .failure(RequestGone()))
            }
        }
    }

    private func settle(_ id: RequestID, _ answer: RequestAnswer) {
        let isAwaited = state.withLock { state in
            guard case .reserved? = state.places[id] else { return true }
            state.places[id] = .settled(answer)
            return false
        }
        if isAwaited { leave(id, .success(answer)) }
    }

    private func leave(_ id: RequestID, _ answer: Result<RequestAnswer?, any Error>) {
        let place = state.withLock { $0.places.removeValue(forKey: id) }
        if case .awaited(let seat)? = place { seat.resume(with: answer) }
    }
}
