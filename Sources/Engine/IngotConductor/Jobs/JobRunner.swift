import AsyncToolkit
import IngotModel
import Logging

/// Drives jobs, each at its own pace: a slow one delays no other, and a tick that takes longer than its interval leaves
/// the ticks out that were due meanwhile.
struct JobRunner: Sendable {
    let jobs: [any PeriodicJob]
    let board: JobBoard
    let bell: Bell
    let clock: any WallClock
    let timer: any Clock<Duration>
    /// How often changed statuses are written to the database.
    let writingInterval: Duration
    let logger: Logger
    var chance: @Sendable (ClosedRange<Double>) -> Double = { .random(in: $0) }

    /// Goes on until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for job in jobs where job.interval > .zero { group.addTask { await drive(job) } }
            group.addTask { await keepWriting() }
        }
    }

    /// Does a job once, now.
    func tick(_ job: any PeriodicJob) async -> Duration {
        let startedAt = clock.now
        board.begin(job.name, at: startedAt)
        let (duration, result) = await Self.timed(on: timer) { await perform(job) }
        board.record(JobStatus.Tick(startedAt: startedAt, duration: duration, result: result), of: job.name)
        return duration
    }

    private func drive(_ job: any PeriodicJob) async {
        let rhythm = JobRhythm(interval: job.interval, chance: chance)
        var (pause, skipped) = (rhythm.opening, 0)
        var seen = bell.rings
        while !Task.isCancelled {
            board.wait(job.name, until: clock.now + pause, skipping: skipped)
            guard await sleep(pause, heeding: job.heedsBell ? seen : nil) else { return }
            // A tick may have looked already where a ring that comes meanwhile points to.
            seen = bell.rings
            (pause, skipped) = rhythm.rest(after: await tick(job))
        }
    }

    /// - Parameter ring: the ring that was heard last; a newer one ends the sleep, but not at once, so that many of
    ///   them bring one tick.
    /// - Returns: whether there is still something to do.
    private func sleep(_ pause: Duration, heeding ring: UInt64?) async -> Bool {
        do {
            if let ring {
                let gathering = min(pause, Self.gathering)
                try await timer.sleep(for: gathering)
                await bell.wait(after: ring, atMost: pause - gathering, on: timer)
            } else {
                try await timer.sleep(for: pause)
            }
        } catch { return false }
        return !Task.isCancelled
    }

    private func perform(_ job: any PeriodicJob) async -> JobStatus.Tick.Result {
        do {
            return .repaired(try await job.tick())
        } catch {
            let text = String("\(error)".prefix(Self.longestError))
            if !Task.isCancelled {
                logger.error(
                    "a job failed; its next tick tries again", metadata: ["job": "\(job.name)", "error": "\(text)"])
            }
            return .failed(text)
        }
    }

    private func keepWriting() async {
        while !Task.isCancelled {
            await board.write()
            do { try await timer.sleep(for: writingInterval) } catch { return }
        }
    }

    private static func timed<Timer: Clock<Duration>, Value: Sendable>(
        on timer: Timer, _ body: () async -> Value
    ) async -> (Duration, Value) {
        let start = timer.now
        let value = await body()
        return (start.duration(to: timer.now), value)
    }

    private static let gathering = Duration.milliseconds(50)
    private static let longestError = 1_000
}
