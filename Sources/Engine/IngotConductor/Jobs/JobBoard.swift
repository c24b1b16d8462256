import IngotModel
import IngotStorage
import Logging
import Synchronization

/// The statuses of a conductor's jobs: kept here, told to an observer, and written to the database now and then, as the
/// API knows only that.
final class JobBoard: Sendable {
    /// Hears of each tick that has ended.
    typealias Observer = @Sendable (JobStatus) -> Void

    private struct State {
        var statuses: [String: JobStatus]
        /// What has changed since it was written.
        var unwritten: Set<String>
        var hasCleared = false
    }

    private let state: Mutex<State>
    private let conductor: String
    private let store: Store
    private let observe: Observer
    private let logger: Logger

    init(
        _ jobs: [any PeriodicJob], of conductor: String, store: Store, logger: Logger,
        observer: @escaping Observer = { _ in }
    ) {
        let statuses = jobs.map { JobStatus(conductor: conductor, name: $0.name, interval: $0.interval) }
        state = Mutex(
            State(
                statuses: Dictionary(uniqueKeysWithValues: statuses.map { ($0.name, $0) }),
                unwritten: Set(statuses.map(\.name))))
        self.conductor = conductor
        self.store = store
        self.logger = logger
        observe = observer
    }

    /// By name.
    var statuses: [JobStatus] { state.withLock { $0.statuses.values.sorted { $0.name < $1.name } } }

    func begin(_ job: String, at now: Timestamp) { change(job) { $0.begin(at: now) } }

    func wait(_ job: String, until next: Timestamp, skipping missed: Int = 0) {
        change(job) { $0.wait(until: next, skipping: missed) }
    }

    /// The one place where a tick is recorded.
    func record(_ tick: JobStatus.Tick, of job: String) {
        if let status = change(job, { $0.record(tick) }) { observe(status) }
    }

    /// Writes what has changed, in one transaction, however many ticks there were.
    func write() async {
        let (changed, isFirst) = state.withLock { state in
            defer { state.unwritten = [] }
            return (state.unwritten.compactMap { state.statuses[$0] }, !state.hasCleared)
        }
        guard !changed.isEmpty else { return }
        let conductor = conductor
        do {
            try await store.write { transaction in
                if isFirst { try transaction.jobs.clear(conductor) }
                try transaction.jobs.write(changed)
            }
            state.withLock { $0.hasCleared = true }
        } catch {
            state.withLock { $0.unwritten.formUnion(changed.map(\.name)) }
            logger.warning("the statuses of jobs were not written; tried again soon", metadata: ["error": "\(error)"])
        }
    }

    @discardableResult
    private func change(_ job: String, _ body: (inout JobStatus) -> Void) -> JobStatus? {
        state.withLock { state in
            guard var status = state.statuses[job] else { return nil }
            body(&status)
            state.statuses[job] = status
            state.unwritten.insert(job)
            return status
        }
    }
}
