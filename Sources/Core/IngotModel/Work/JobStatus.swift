/// How a periodic job of one conductor stands: what it last did, and when it does it again.
///
/// Counts begin with the conductor's life.
package struct JobStatus: Sendable, Hashable {
    package var conductor: String
    package var name: String
    package var interval: Duration
    /// When the tick that is under way began; nil between ticks.
    package var runningSince: Timestamp?
    package var lastStartedAt: Timestamp?
    package var lastDuration: Duration?
    /// How many differences the last tick repaired.
    package var lastRepaired: Int?
    /// Why the last tick failed; nil where it did not.
    package var lastError: String?
    package var nextTickAt: Timestamp?
    /// How many ticks have ended, the failed ones included.
    package var ticks = 0
    package var failures = 0
    /// How many ticks were left out, as one before them took too long.
    package var skipped = 0
    package var repaired = 0

    package init(conductor: String, name: String, interval: Duration) {
        self.conductor = conductor
        self.name = name
        self.interval = interval
    }
}

extension JobStatus {
    /// One tick that has ended.
    package struct Tick: Sendable, Hashable {
        package enum Result: Sendable, Hashable {
            /// So many differences were repaired.
            case repaired(Int)
            case failed(String)
        }

        package var startedAt: Timestamp
        package var duration: Duration
        package var result: Result

        package init(startedAt: Timestamp, duration: Duration, result: Result) {
            self.startedAt = startedAt
            self.duration = duration
            self.result = result
        }
    }

    package mutating func begin(at now: Timestamp) {
        runningSince = now
        nextTickAt = nil
    }

    package mutating func record(_ tick: Tick) {
        runningSince = nil
        lastStartedAt = tick.startedAt
        lastDuration = tick.duration
        ticks += 1
        switch tick.result {
        case .repaired(let count):
            lastRepaired = count
            lastError = nil
            repaired += count
        case .failed(let error):
            lastRepaired = nil
            lastError = error
            failures += 1
        }
    }

    package mutating func wait(until next: Timestamp, skipping missed: Int) {
        nextTickAt = next
        skipped += missed
    }
}
