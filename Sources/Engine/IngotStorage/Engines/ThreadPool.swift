import Dispatch
import Foundation
import Synchronization

/// A fixed number of threads, each with a worker of its own (mostly: a connection), and a queue with a limit in front
/// of them.
///
/// Databases are spoken to from here, as their calls block. A thread that has work goes from one job to the next
/// without sleeping in between.
final class ThreadPool<Worker>: Sendable {
    /// How much may wait, and for how long.
    struct Limits: Sendable {
        var queueLength: Int
        var queueTimeout: Duration
        /// How many threads never do what is less urgent than this. One thread, where there is only one, does
        /// everything.
        var kept: [Priority: Int] = [:]
    }

    private struct Job: Sendable {
        let number: UInt64
        let priority: Priority
        let deadline: ContinuousClock.Instant
        let perform: @Sendable (Worker) -> Void
        let refuse: @Sendable (any Error) -> Void
    }

    private struct State {
        var jobs = Lanes<Job>()
        /// How many threads do something of each priority.
        var busy: [Priority: Int] = [:]
        var lastNumber: UInt64 = 0
        var isClosed = false
        var threads = 0
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    /// Counts the jobs, and on closing each thread once more.
    private let work = DispatchSemaphore(value: 0)
    private let limits: Limits
    /// How many threads may be busy with a priority and the ones below it together.
    private let room: [Priority: Int]

    /// - Parameter makeWorker: called once on each thread.
    init(threads: Int, limits: Limits, makeWorker: @escaping @Sendable () -> Worker) {
        self.limits = limits
        let threads = max(1, threads)
        room = Self.room(threads, limits.kept)
        state.withLock { $0.threads = threads }
        for number in 1...threads {
            let thread = Thread { [self] in serve(makeWorker()) }
            thread.name = "ingot-sql-\(number)"
            thread.start()
        }
    }

    /// Runs a body on one of the threads. A cancelled task whose body has not begun is answered at once.
    ///
    /// - Throws: what the body throws; ``StorageError/busy(reason:retryAfter:)`` when the queue is full or the wait too
    ///   long, ``StorageError/unavailable(reason:retryAfter:)`` when the pool is closed; `CancellationError`.
    ///
    /// - Parameter priority: what is vital goes before what waits already, and is never refused for its number.
    func run<Value: Sendable>(
        _ priority: Priority, _ body: @escaping @Sendable (Worker) throws -> Value
    ) async throws -> Value {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enqueue(
                    Job(
                        number: number, priority: priority, deadline: .now + limits.queueTimeout,
                        perform: { worker in continuation.resume(with: Result { try body(worker) }) },
                        refuse: { continuation.resume(throwing: $0) }))
            }
        } onCancel: {
            cancel(number)
        }
    }

    /// Refuses new work, lets the queue run out, and returns when every thread has ended.
    func close() async {
        await withCheckedContinuation { continuation in
            let (isOver, threads) = state.withLock { state in
                let wasClosed = state.isClosed
                state.isClosed = true
                if state.threads > 0 { state.closers.append(continuation) }
                return (state.threads == 0, wasClosed ? 0 : state.threads)
            }
            for _ in 0..<threads { work.signal() }
            if isOver { continuation.resume() }
        }
    }

    private func enqueue(_ job: Job) {
        let refusal: (any Error)? = state.withLock { state in
            if Task.isCancelled { return CancellationError() }
            if state.isClosed { return StorageError.closed }
            let ahead = state.jobs.count(upTo: job.priority)
            guard job.priority == .vital || ahead < limits.queueLength else {
                return StorageError.busy(
                    reason: "\(ahead) transactions wait for a connection already", retryAfter: .seconds(1))
            }
            state.jobs.append(job, as: job.priority)
            return nil
        }
        if let refusal { job.refuse(refusal) } else { work.signal() }
    }

    private func cancel(_ number: UInt64) {
        let job = state.withLock { $0.jobs.remove { $0.number == number } }
        job?.refuse(CancellationError())
    }

    private func serve(_ worker: Worker) {
        while true {
            work.wait()
            while let job = next() { perform(job, on: worker) }
            if state.withLock({ $0.isClosed && $0.jobs.isEmpty }) { return ended() }
        }
    }

    /// What is vital first, then whoever has waited the longest of those that there is room for.
    ///
    /// A job that there is no room for is taken by the thread that makes room.
    private func next() -> Job? {
        state.withLock { state in
            // What is less urgent takes room from what is more urgent, too.
            let open = Priority.allCases.prefix { level in
                state.busy.reduce(0) { $0 + ($1.key >= level ? $1.value : 0) } < room[level, default: 0]
            }
            let waiting = open.compactMap { state.jobs[$0] }
            let first = waiting.first { $0.priority == .vital } ?? waiting.min { $0.number < $1.number }
            guard let first else { return nil }
            state.busy[first.priority, default: 0] += 1
            return state.jobs.removeFirst(first.priority)
        }
    }

    private static func room(_ threads: Int, _ kept: [Priority: Int]) -> [Priority: Int] {
        var free = threads
        return Priority.allCases.reduce(into: [:]) { room, priority in
            room[priority] = max(1, free)
            free -= kept[priority, default: 0]
        }
    }

    private func perform(_ job: Job, on worker: Worker) {
        defer { state.withLock { $0.busy[job.priority, default: 1] -= 1 } }
        guard ContinuousClock.now < job.deadline else {
            return job.refuse(
                StorageError.busy(
                    reason: "no connection became free within \(limits.queueTimeout)", retryAfter: .seconds(1)))
        }
        job.perform(worker)
    }

    private func ended() {
        let closers = state.withLock { state in
            state.threads -= 1
            guard state.threads == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.closers = [] }
            return state.closers
        }
        // Another thread may have found nothing that there was room for when it was told to end.
        work.signal()
        for closer in closers { closer.resume() }
    }
}
