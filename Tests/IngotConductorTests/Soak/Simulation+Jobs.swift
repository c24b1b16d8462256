import IngotModel

@testable import IngotConductor

/// The periodic jobs of conductors, which are done whenever fate likes, beside everything else.
extension Simulation {
    /// A conductor does one of its jobs, unless it is at it already; what heeds the bell is done more often.
    mutating func doJob() async {
        guard let life = lives[anybody()], !life.troupe.isFrozen, !life.peer.inFlight.isStopping else { return }
        let heedsBell = Int.random(in: 0..<3, using: &generator) == 0
        let jobs = life.idleJobs.filter { $0.heedsBell || !heedsBell }
        guard let job = jobs.randomElement(using: &generator) else { return }
        await tick(job, of: life)
    }

    /// All conductors do all their jobs, to their end.
    mutating func doAllJobs() async throws {
        note("all jobs are done")
        for hostname in Self.hostnames {
            guard let life = lives[hostname] else { continue }
            for job in life.idleJobs {
                await tick(job, of: life)
                try await playOut()
            }
        }
    }

    private mutating func tick(_ job: any PeriodicJob, of life: Life) async {
        let jobs = life.jobs
        await enter(life, job.name) {
            _ = await jobs.tick(job)
            await jobs.board.write()
        }
    }

    /// What is wrong with the jobs of conductors in peace: one that was not done since a moment, or not well.
    func neglected(since moment: Timestamp) async throws -> [String] {
        let statuses = try await lab.store.read { transaction in
            try Self.hostnames.map { ($0, try transaction.jobs.list($0)) }
        }
        return statuses.flatMap { hostname, statuses in
            (lives[hostname]?.jobs.jobs ?? []).compactMap { job in
                let status = statuses.first { $0.name == job.name }
                let isDone = status?.runningSince == nil && (status?.lastStartedAt).map { $0 >= moment } ?? false
                if isDone, status?.lastError == nil { return nil }
                return "'\(job.name)' of \(hostname) is neglected: \(status?.lastError ?? "not done")"
            }
        }
    }
}

extension Simulation.Life {
    fileprivate var idleJobs: [any PeriodicJob] {
        let busy = Set(jobs.board.statuses.filter { $0.runningSince != nil }.map(\.name))
        return jobs.jobs.filter { !busy.contains($0.name) }
    }
}
