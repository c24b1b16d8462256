import IngotModel
import IngotStorage
import Testing

@testable import IngotConductor

/// The jobs that look after leases, conductors and old records.
struct RecordJobTests {
    @Test func `an expired lease without a run, or of a conductor that died, is released`() async throws {
        let lab = try await JobLab()
        try await lab.register("dead")
        let (idle, orphan, busy) = (try await lab.add(), try await lab.add(.cleanWait), try await lab.add(.cleanWait))
        for id in [orphan, busy] { try await lab.run(id) }
        try await lab.hold(idle, by: "lab")
        try await lab.hold(orphan, by: "dead")
        lab.clock.advance(by: .seconds(29))
        try await lab.register("other")
        let now = lab.clock.now
        _ = try await lab.store.write {
            try $0.leases.acquire(
                busy, holder: "other", incarnation: "life-1", purpose: "provision:clean", now: now - .seconds(29),
                duration: .seconds(30))
        }
        let job = OrphanedLeases(surroundings: lab.surroundings)
        lab.clock.advance(by: .seconds(60))
        #expect(try await job.tick() == 0)
        lab.clock.advance(by: .seconds(2))
        try await lab.store.write { _ = try $0.conductors.touch("other", incarnation: "life-1", at: lab.clock.now) }
        #expect(try await job.tick() == 2)
        let left = try await lab.store.read { try $0.leases.find([idle, orphan, busy]) }
        #expect(Array(left.keys) == [busy])
        #expect(try await job.tick() == 0)
    }

    @Test func `a conductor that has fallen silent is noted as gone, and a call that it had claimed is refused`()
        async throws
    {
        let lab = try await JobLab()
        try await lab.register("dead")
        let id = try await lab.add()
        let request = NodeRequest(node: id, kind: .validate, requestedAt: lab.clock.now)
        try await lab.store.write { transaction in
            try transaction.requests.insert(request)
            _ = try transaction.requests.claim(request.id, by: "dead")
        }
        lab.clock.advance(by: .seconds(61))
        let job = ConductorRecords(surroundings: lab.surroundings)
        // Nobody was seen, this conductor neither: it was the database that was away.
        #expect(try await job.tick() == 0)
        try await lab.register("lab")
        #expect(try await job.tick() == 2)
        #expect(try await lab.store.read { try $0.conductors.find("dead")?.isOnline } == false)
        #expect(try await lab.store.read { try $0.conductors.find("lab")?.isOnline } == true)
        #expect(try await lab.store.read { try $0.requests.find(request.id)?.state } == .refused)
        #expect(try await job.tick() == 0)
    }

    @Test func `a conductor that has long been gone is forgotten, with its jobs`() async throws {
        let lab = try await JobLab()
        try await lab.register("gone", isOnline: false)
        try await lab.store.write {
            try $0.jobs.write([JobStatus(conductor: "gone", name: "retention", interval: .seconds(1))])
        }
        let job = ConductorRecords(surroundings: lab.surroundings)
        lab.clock.advance(by: .seconds(13 * 86_400))
        try await lab.register("lab")
        #expect(try await job.tick() == 0)
        lab.clock.advance(by: .seconds(2 * 86_400))
        try await lab.register("lab")
        #expect(try await job.tick() == 1)
        #expect(try await lab.store.read { try $0.conductors.list() }.map(\.hostname) == ["lab"])
        #expect(try await lab.store.read { try $0.jobs.list("gone") }.isEmpty)
    }

    @Test func `what is older than it may be is removed, and nothing else`() async throws {
        let lab = try await JobLab { $0.keptHistory = 1 }
        let id = try await lab.add()
        let job = Retention(surroundings: lab.surroundings)
        for age in [0, 100] {
            let now = lab.clock.now
            try await lab.store.write { transaction in
                for _ in 0..<2 {
                    try transaction.history.append(
                        HistoryEntry(node: id, severity: .info, event: "\(age)", createdAt: now))
                }
            }
            if age == 0 { lab.clock.advance(by: .seconds(100 * 86_400)) }
        }
        #expect(try await job.tick() == 2)
        #expect(try await lab.history(id).map(\.event) == ["100", "100"])
        #expect(try await job.tick() == 0)
    }

    @Test func `what is too much for one transaction is removed in several`() async throws {
        let lab = try await JobLab { settings in
            settings.keptHistory = 1
            settings.jobs.tidyingBatch = 2
            settings.jobs.pageSize = 2
        }
        let now = lab.clock.now
        for _ in 0..<5 {
            let id = try await lab.add()
            try await lab.run(id) { run in
                run.state = .finished
                run.finishedAt = now
            }
            var request = NodeRequest(node: id, kind: .validate, requestedAt: now)
            request.state = .withdrawn
            let withdrawn = request
            try await lab.store.write { transaction in
                try transaction.requests.insert(withdrawn)
                for _ in 0..<4 {
                    try transaction.history.append(
                        HistoryEntry(node: id, severity: .info, event: "x", createdAt: now))
                }
                transaction.events.append(Event(.runEnded, at: now, node: id, body: [:]))
            }
        }
        let events = try await lab.store.read { try $0.events.after(0, limit: 1_000) }.count
        lab.clock.advance(by: .seconds(100 * 86_400))
        // The newest event stays, and the newest entry of each node.
        #expect(try await Retention(surroundings: lab.surroundings).tick() == 5 + 5 + 15 + events - 1)
    }
}
