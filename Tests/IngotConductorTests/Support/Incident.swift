import Synchronization

@testable import IngotConductor

/// Something that happens once, at the n-th moment of a kind after it was armed.
final class Incident: Seam {
    private let left = Mutex(0)
    private let place: Moment.Place
    private let happen: @Sendable () throws -> Void

    init(at place: Moment.Place, _ happen: @escaping @Sendable () throws -> Void) {
        self.place = place
        self.happen = happen
    }

    func arm(_ count: Int = 1) { left.withLock { $0 = count } }

    func pass(_ moment: Moment) throws {
        guard moment.place == place else { return }
        let isNow = left.withLock { left in
            left -= 1
            return left == 0
        }
        if isNow { try happen() }
    }

    /// The task that passes is cancelled.
    static let cancellation: @Sendable () -> Void = { withUnsafeCurrentTask { $0?.cancel() } }
}
