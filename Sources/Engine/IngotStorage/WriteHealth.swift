import Synchronization

/// Whether the database takes changes, as the last of them tells: one that is full, or only reads, still answers reads.
final class WriteHealth: Sendable {
    private let last = Mutex<(trouble: StorageError, at: ContinuousClock.Instant)?>(nil)

    func succeeded() { last.withLock { $0 = nil } }

    func failed(_ error: any Error) {
        guard let trouble = error as? StorageError, trouble.isAbsence else { return }
        last.withLock { $0 = (trouble, .now) }
    }

    /// What the last change failed by, if that was not longer ago than this.
    func trouble(within age: Duration) -> StorageError? {
        last.withLock { last in last.flatMap { .now - $0.at <= age ? $0.trouble : nil } }
    }
}
