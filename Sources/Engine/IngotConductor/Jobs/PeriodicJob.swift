/// Something that a conductor looks after again and again.
///
/// A tick takes no input: it looks at what is, repairs the difference between that and what should be, and is safe to
/// run twice or in several conductors at once. It does not try anything again; the next tick does. What should go on
/// while something is slow is a job of its own (peer: the periodic tasks of ironic's conductor; the idea of a job that
/// only reconciles is that of omicron's background tasks).
protocol PeriodicJob: Sendable {
    /// As operators see it.
    var name: String { get }
    /// How often it is done; zero is never.
    var interval: Duration { get }
    /// Whether the bell brings the next tick forward.
    var heedsBell: Bool { get }

    /// Looks and repairs.
    ///
    /// - Returns: how many differences were repaired.
    func tick() async throws -> Int
}

extension PeriodicJob {
    var heedsBell: Bool { false }
}
