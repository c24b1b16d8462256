import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

/// What periodic jobs write and look for.
struct JobTests {
    private static func conductor(_ hostname: String) -> ConductorRecord {
        ConductorRecord(hostname: hostname, group: "", incarnation: "a", startedAt: Samples.now, lastSeen: Samples.now)
    }

    @Test(arguments: StorageEngine.allCases)
    func `statuses are kept by conductor and name, the newest each`(_ engine: StorageEngine) async throws {
        var sync = JobStatus(conductor: "a", name: "power sync", interval: .seconds(120))
        sync.begin(at: Samples.now)
        let other = JobStatus(conductor: "b", name: "power sync", interval: .milliseconds(1_500))
        let begun = sync
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                for hostname in ["a", "b"] { try transaction.conductors.register(Self.conductor(hostname), offers: []) }
                try transaction.jobs.write([begun, other])
            }
            #expect(try await store.read { try $0.jobs.list("a") } == [begun])
            var ended = begun
            ended.record(JobStatus.Tick(startedAt: Samples.now, duration: .milliseconds(3), result: .failed("no")))
            ended.wait(until: Samples.now + .seconds(120), skipping: 2)
            let written = ended
            try await store.write { try $0.jobs.write([written]) }
            #expect(try await store.read { try $0.jobs.list("a") } == [written])
            try await store.write { try $0.jobs.clear("a") }
            #expect(try await store.read { try $0.jobs.list("a") } == [])
            #expect(try await store.read { try $0.jobs.list("b") } == [other])
            await #expect(throws: StorageError.dangling(entity: "job")) {
                try await store.write {
                    try $0.jobs.write([JobStatus(conductor: "c", name: "x", interval: .seconds(1))])
                }
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `idle nodes come by identifier, in pages, without those that somebody works on`(
        _ engine: StorageEngine
    ) async throws {
        let nodes = (0..<5).map { _ in Samples.node { $0.driver = "metal" } }.sorted { $0.id.text < $1.id.text }
        let filter = IdleNodeFilter(hardwareTypes: ["metal"], group: nodes[0].conductorGroup)
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                for node in nodes { try transaction.nodes.insert(node) }
                _ = try transaction.leases.acquire(
                    nodes[1].id, holder: "h", incarnation: "i", purpose: "p", now: Samples.now, duration: .seconds(30))
            }
            let first = try await store.read { try $0.nodes.idle(filter, at: Samples.now, limit: 2) }
            #expect(first.map(\.id) == [nodes[0].id, nodes[2].id])
            #expect(first[0].revision == nodes[0].revision)
            let rest = try await store.read {
                try $0.nodes.idle(filter, at: Samples.now, after: nodes[2].id, limit: 9)
            }
            #expect(rest.map(\.id) == [nodes[3].id, nodes[4].id])
            let later = Samples.now + .seconds(31)
            #expect(try await store.read { try $0.nodes.idle(filter, at: later, limit: 9) }.count == 5)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `idle nodes are found by what a failure has left on them`(_ engine: StorageEngine) async throws {
        let tidy = Samples.node { $0.provisionState = .cleanFailed }
        let left = Samples.node { node in
            node.provisionState = .cleanFailed
            node.cleanStep = ["step": "erase"]
            node.fault = "clean failure"
            node.provisionUpdatedAt = Samples.now
        }
        var filter = IdleNodeFilter(hardwareTypes: [left.driver], group: left.conductorGroup)
        filter.states = [.cleanFailed, .serviceFailed]
        filter.unmovedSince = Samples.now + .seconds(1)
        filter.awaitsPower = false
        filter.maintenance = false
        filter.candidates = [tidy.id, left.id]
        var (steps, faults) = (filter, filter)
        steps.remains = .step
        (faults.remains, faults.fault, faults.statesAreUsual) = (.fault, "clean failure", true)
        let filters = [steps, faults]
        try await StorageFixture.withStore(engine) { store in
            try await store.write { for node in [tidy, left] { try $0.nodes.insert(node) } }
            for filter in filters {
                let found = try await store.read { try $0.nodes.idle(filter, at: Samples.now, limit: 9) }
                #expect(found.map(\.id) == [left.id])
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a lease that ran out is released unless its conductor lives and is at work`(
        _ engine: StorageEngine
    ) async throws {
        let nodes = (0..<3).map { _ in Samples.node() }
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.conductors.register(Self.conductor("alive"), offers: [])
                for (node, holder) in zip(nodes, ["alive", "alive", "dead"]) {
                    try transaction.nodes.insert(node)
                    if node.id != nodes[1].id { try transaction.runs.insert(Samples.run(node)) }
                    _ = try transaction.leases.acquire(
                        node.id, holder: holder, incarnation: "a", purpose: "p", now: Samples.now,
                        duration: .seconds(30))
                }
            }
            let end = Samples.now + .seconds(30)
            let early = try await store.write {
                try $0.leases.releaseOrphans(expiredBefore: end, aliveSince: Samples.now)
            }
            #expect(early == [])
            let late = try await store.write {
                try $0.leases.releaseOrphans(expiredBefore: end + .seconds(1), aliveSince: Samples.now)
            }
            #expect(Set(late) == [nodes[1].id, nodes[2].id])
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `silent conductors go offline, and those that are gone are forgotten`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                for hostname in ["a", "b"] { try transaction.conductors.register(Self.conductor(hostname), offers: []) }
                _ = try transaction.conductors.touch("b", incarnation: "a", at: Samples.now + .seconds(60))
            }
            let moment = Samples.now + .seconds(30)
            #expect(try await store.write { try $0.conductors.forget(goneSince: moment) } == [])
            #expect(try await store.write { try $0.conductors.setOffline(unseenSince: moment) } == ["a"])
            #expect(try await store.write { try $0.conductors.setOffline(unseenSince: moment) } == [])
            #expect(try await store.write { try $0.conductors.forget(goneSince: moment) } == ["a"])
            #expect(try await store.read { try $0.conductors.list() }.map(\.hostname) == ["b"])
        }
    }
}
