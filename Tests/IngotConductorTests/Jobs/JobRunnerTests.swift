import AsyncToolkit
import IngotModel
import IngotStorage
import Synchronization
import Testing

@testable import IngotConductor

/// When jobs are done, and what is told of it.
struct JobRunnerTests {
    /// Does what the test says at each of its ticks.
    private final class Job: PeriodicJob {
        let name: String
        let interval: Duration
        let heedsBell: Bool
        private let body: @Sendable (Int) async throws -> Int
        private let count = Mutex(0)

        init(
            _ name: String, every interval: Duration = .seconds(10), heedsBell: Bool = false,
            _ body: @escaping @Sendable (Int) async throws -> Int = { _ in 0 }
        ) {
            self.name = name
            self.interval = interval
            self.heedsBell = heedsBell
            self.body = body
        }

        var ticks: Int { count.withLock(\.self) }

        func tick() async throws -> Int {
            try await body(
                count.withLock { count in
                    count += 1
                    return count
                })
        }
    }

    private struct Broken: Error, CustomStringConvertible { let description = "the disk is on fire" }

    /// Jobs that are driven while the body of the test looks at them; each begins at half its interval.
    private func drive(
        _ lab: JobLab, _ jobs: [Job], observer: @escaping JobBoard.Observer = { _ in },
        _ body: (JobBoard) async throws -> Void
    ) async throws {
        try await lab.register("lab")
        let logger = lab.surroundings.logger
        let board = JobBoard(jobs, of: "lab", store: lab.store, logger: logger, observer: observer)
        let runner = JobRunner(
            jobs: jobs, board: board, bell: lab.store.bell, clock: lab.clock, timer: lab.timer,
            writingInterval: .seconds(1_000_000), logger: logger,
            chance: { ($0.lowerBound + $0.upperBound) / 2 })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await runner.run() }
            await lab.timer.whenAsleep(jobs.count + 1)
            try await body(board)
            group.cancelAll()
        }
    }

    @Test func `a job is done at its interval, and not before`() async throws {
        let lab = try await JobLab()
        let job = Job("a")
        try await drive(lab, [job]) { _ in
            lab.timer.advance(by: .seconds(4))
            #expect(job.ticks == 0)
            for tick in 1...3 {
                lab.timer.advance(by: .seconds(tick == 1 ? 1 : 10))
                await lab.timer.whenAsleep(2)
                #expect(job.ticks == tick)
            }
        }
    }

    @Test func `a job that fails goes on, and its status says why`() async throws {
        let lab = try await JobLab()
        let job = Job("a") { tick in
            if tick == 1 { throw Broken() }
            return 7
        }
        try await drive(lab, [job]) { board in
            lab.timer.advance(by: .seconds(5))
            await lab.timer.whenAsleep(2)
            var status = try #require(board.statuses.first)
            #expect(status.lastError == "the disk is on fire")
            #expect((status.ticks, status.failures, status.repaired) == (1, 1, 0))
            lab.timer.advance(by: .seconds(10))
            await lab.timer.whenAsleep(2)
            status = try #require(board.statuses.first)
            #expect(status.lastError == nil)
            #expect(status.lastRepaired == 7)
            #expect((status.ticks, status.failures, status.repaired) == (2, 1, 7))
        }
    }

    @Test func `a slow job delays no other`() async throws {
        let lab = try await JobLab()
        let gate = Bell()
        let slow = Job("slow") { _ in
            await gate.wait(after: 0)
            return 0
        }
        let fast = Job("fast")
        try await drive(lab, [slow, fast]) { board in
            for tick in 1...4 {
                lab.timer.advance(by: .seconds(tick == 1 ? 5 : 10))
                await lab.timer.whenAsleep(2)
                #expect(fast.ticks == tick)
            }
            #expect(slow.ticks == 1)
            #expect(board.statuses.last?.runningSince == lab.clock.now)
            gate.ring()
            await lab.timer.whenAsleep(3)
            #expect(board.statuses.last?.runningSince == nil)
            #expect(board.statuses.last?.skipped == 3)
            #expect(board.statuses.last?.lastDuration == .seconds(30))
        }
    }

    @Test func `what was due while a tick lasted is left out, not made up for`() async throws {
        let lab = try await JobLab()
        let timer = lab.timer
        let job = Job("a") { tick in
            if tick == 1 { timer.advance(by: .seconds(25)) }
            return 0
        }
        try await drive(lab, [job]) { board in
            timer.advance(by: .seconds(5))
            await timer.whenAsleep(2)
            let status = try #require(board.statuses.first)
            #expect(status.lastDuration == .seconds(25))
            #expect(status.skipped == 2)
            #expect(status.nextTickAt == lab.clock.now + .seconds(5))
            #expect(job.ticks == 1)
        }
    }

    @Test func `the bell brings forward what heeds it, and many rings bring one tick`() async throws {
        let lab = try await JobLab()
        let (deaf, eager) = (Job("deaf"), Job("eager", heedsBell: true))
        try await drive(lab, [deaf, eager]) { _ in
            for _ in 0..<100 { lab.store.bell.ring() }
            lab.timer.advance(by: .milliseconds(50))
            while eager.ticks == 0 { await Task.yield() }
            await lab.timer.whenAsleep(3)
            #expect(eager.ticks == 1)
            #expect(deaf.ticks == 0)
        }
    }

    @Test func `what rings during a tick brings the next one forward`() async throws {
        let lab = try await JobLab()
        let bell = lab.store.bell
        let job = Job("eager", heedsBell: true) { tick in
            if tick == 1 { bell.ring() }
            return 0
        }
        try await drive(lab, [job]) { _ in
            bell.ring()
            for tick in 1...2 {
                lab.timer.advance(by: .milliseconds(50))
                while job.ticks < tick { await Task.yield() }
                await lab.timer.whenAsleep(2)
            }
            #expect(job.ticks == 2)
        }
    }

    @Test func `a job without an interval is never done`() async throws {
        let lab = try await JobLab()
        let (off, on) = (Job("off", every: .zero), Job("on"))
        try await lab.register("lab")
        let board = JobBoard([off, on], of: "lab", store: lab.store, logger: lab.surroundings.logger)
        let runner = JobRunner(
            jobs: [off, on], board: board, bell: lab.store.bell, clock: lab.clock, timer: lab.timer,
            writingInterval: .seconds(1_000_000), logger: lab.surroundings.logger)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await runner.run() }
            await lab.timer.whenAsleep(2)
            lab.timer.advance(by: .seconds(60))
            await lab.timer.whenAsleep(2)
            group.cancelAll()
        }
        #expect(on.ticks == 1)
        #expect(off.ticks == 0)
    }

    @Test func `each tick is told to the observer, and the database has the last of many`() async throws {
        let lab = try await JobLab()
        let seen = Mutex<[JobStatus]>([])
        let job = Job("a") { $0 }
        try await drive(lab, [job], observer: { status in seen.withLock { $0.append(status) } }) { board in
            for tick in 1...3 {
                lab.timer.advance(by: .seconds(tick == 1 ? 5 : 10))
                await lab.timer.whenAsleep(2)
            }
            await board.write()
            let written = try await lab.store.read { try $0.jobs.list("lab") }
            #expect(written == board.statuses)
        }
        #expect(seen.withLock { $0.map(\.lastRepaired) } == [1, 2, 3])
        #expect(seen.withLock { $0.last?.repaired } == 6)
    }

    @Test func `what an earlier life wrote is forgotten`() async throws {
        let lab = try await JobLab()
        try await lab.register("lab")
        try await lab.store.write {
            try $0.jobs.write([JobStatus(conductor: "lab", name: "given up", interval: .seconds(1))])
        }
        let board = JobBoard([Job("a")], of: "lab", store: lab.store, logger: lab.surroundings.logger)
        await board.write()
        #expect(try await lab.store.read { try $0.jobs.list("lab") }.map(\.name) == ["a"])
    }
}
