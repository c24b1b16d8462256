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
    }

    private struct Job: Sendable {
        let number: UInt64
        let deadline: ContinuousClock.Instant
        let perform: @Sendable (Worker) -> Void
        let refuse: @Sendable (any Error) -> Void
    }

    private struct State {
        var jobs = TwoLanes<Job>()
        var lastNumber: UInt64 = 0
        var isClosed = false
        var threads = 0
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    /// Counts the jobs, and on closing each thread once more.
    private let work = DispatchSemaphore(value: 0)
    private let limits: Limits

    /// - Parameter makeWorker: called once on each thread.
    init(threads: Int, limits: Limits, makeWorker: @escaping @Sendable () -> Worker) {
        self.limits = limits
        let threads = max(1, threads)
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
    /// - Parameter isUrgent: whether it goes before those that wait already; such are never refused for their number.
    func run<Value: Sendable>(
        isUrgent: Bool = false, _ body: @escaping @Sendable (Worker) throws -> Value
    ) async throws -> Value {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enqueue(
                    isUrgent: isUrgent,
                    Job(
                        number: number, deadline: .now + limits.queueTimeout,
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

    private func enqueue(isUrgent: Bool, _ job: Job) {
        let refusal: (any Error)? = state.withLock { state in
            if Task.isCancelled { return CancellationError() }
            if state.isClosed { return StorageError.closed }
            guard isUrgent || state.jobs.count < limits.queueLength else {
                return StorageError.busy(
                    reason: "\(state.jobs.count) transactions wait for a connection already", retryAfter: .seconds(1))
            }
            state.jobs.append(job, isUrgent: isUrgent)
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
            let (job, isOver) = state.withLock { state in
                (state.jobs.take(1).first, state.isClosed)
            }
            if let job {
                perform(job, on: worker)
            } else if isOver {
                return ended()
            }
        }
    }

    private func perform(_ job: Job, on worker: Worker) {
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
        for closer in closers { closer.resume() }
    }
}
