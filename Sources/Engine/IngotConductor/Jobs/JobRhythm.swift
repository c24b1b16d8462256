/// When a job is due, so that many conductors do not tick together.
struct JobRhythm: Sendable {
    let interval: Duration
    /// A number from a range, by chance.
    let chance: @Sendable (ClosedRange<Double>) -> Double

    /// How long a conductor that has just begun waits; no longer than an operator likes to wait for a job's first
    /// status.
    var opening: Duration { min(interval, Self.longestOpening) * chance(0...1) }

    /// How long to wait after a tick that took so long, and how many ticks that were due meanwhile are left out.
    func rest(after elapsed: Duration) -> (pause: Duration, skipped: Int) {
        let skipped = Int(elapsed / interval)
        let left = interval * (skipped + 1) - elapsed
        return (left * chance(Self.spread), skipped)
    }

    private static let longestOpening = Duration.seconds(30)
    private static let spread = 0.9...1.1
}
