/// Between attempts to reach a server that is away: each longer than the one before, up to a limit.
struct ReconnectPause {
    private let limits: ClosedRange<Duration>
    private var next: Duration
    private var until: ContinuousClock.Instant?
    /// Why the last attempt failed.
    private(set) var reason = ""

    init(_ limits: ClosedRange<Duration>) {
        self.limits = limits
        next = limits.lowerBound
    }

    /// How long it is still to wait; nil when the next attempt may be made.
    var remaining: Duration? {
        guard let until else { return nil }
        let rest = ContinuousClock.now.duration(to: until)
        return rest > .zero ? rest : nil
    }

    mutating func begin(because reason: String) {
        self.reason = reason
        until = .now + next
        next = min(next * 2, limits.upperBound)
    }

    mutating func end() {
        until = nil
        next = limits.lowerBound
    }
}
