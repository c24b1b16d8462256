import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

/// What conductors that share a database need to find and to free.
struct ClusterWorkTests {
    @Test(arguments: StorageEngine.allCases)
    func `offers of requests and runs come page by page, the oldest first`(_ engine: StorageEngine) async throws {
        let nodes = (0..<5).map { _ in Samples.node() }
        let other = Samples.node { $0.conductorGroup = "hall-2" }
        let requests = nodes.enumerated().map { Samples.request($1, at: Samples.now + .seconds($0 / 2)) }
        let runs = nodes.enumerated().map { index, node in
            Samples.run(node) { run in
                run.state = .suspended
                run.wakeAt = Samples.now - .seconds(9 - index / 2)
            }
        }
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                for node in nodes + [other] { try transaction.nodes.insert(node) }
                for request in requests + [Samples.request(other)] { try transaction.requests.insert(request) }
                for run in runs { try transaction.runs.insert(run) }
            }
            try await store.read { transaction in
                let types = ["fake-hardware"]
                let ids = try Self.pages {
                    try transaction.requests.offers(
                        hardwareTypes: types, group: "", after: $0, limit: 2)
                }
                #expect(Set(ids) == Set(requests.map(\.id)) && ids.count == 5)
                let moments = try transaction.requests.find(ids)
                #expect(moments.count == 5)
                #expect(Set(ids.prefix(2)) == Set(requests.prefix(2).map(\.id)))
                let due = try Self.pages {
                    try transaction.runs.offers(
                        Samples.now, hardwareTypes: types, group: "", pausingIn: [], after: $0, limit: 2)
                }
                #expect(Set(due) == Set(runs.map(\.id)) && due.count == 5)
                #expect(due.last == runs.last?.id)
                #expect(try transaction.runs.countActive(.deploy) == 5)
                #expect(try transaction.runs.countActive(.clean) == 0)
                #expect(try transaction.runs.nextMoment(after: Samples.now) == nil)
                #expect(try transaction.runs.nextMoment(after: Samples.now - .seconds(10)) == runs[0].wakeAt)
            }
        }
    }

    private static func pages<Work>(
        _ page: (WorkOffer<Work>?) throws -> [WorkOffer<Work>]
    ) throws -> [Identifier<Work>] {
        var (ids, last) = ([Identifier<Work>](), WorkOffer<Work>?.none)
        repeat {
            let offers = try page(last)
            ids += offers.map(\.id)
            last = offers.last
        } while last != nil
        return ids
    }

    @Test(arguments: StorageEngine.allCases)
    func `no more begins than may, however many ask at once`(_ engine: StorageEngine) async throws {
        struct Full: Error {}
        let nodes = (0..<12).map { _ in Samples.node() }
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in for node in nodes { try transaction.nodes.insert(node) } }
            let begun = await withTaskGroup(of: Bool.self) { group in
                for node in nodes {
                    group.addTask {
                        do {
                            try await store.write { transaction in
                                try transaction.runs.insert(Samples.run(node))
                                guard try transaction.runs.countActiveAlone(.deploy) <= 3 else { throw Full() }
                            }
                            return true
                        } catch { return false }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(begun == 3)
            #expect(try await store.read { try $0.runs.countActive(.deploy) } == 3)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `claims are stranded when their lease is over, whoever lives, and are refused once`(_ engine: StorageEngine)
        async throws
    {
        let node = Samples.node()
        let request = Samples.request(node)
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.nodes.insert(node)
                try transaction.requests.insert(request)
                _ = try transaction.requests.claim(request.id, by: "dead")
                _ = try transaction.leases.acquire(
                    node.id, holder: "dead", incarnation: "a", purpose: "call", now: Samples.now,
                    duration: .seconds(30))
            }
            let over = Samples.now + .seconds(30)
            let found = try await store.read { transaction in
                [
                    try transaction.requests.hasStranded(at: Samples.now),
                    try transaction.requests.hasStranded(at: over),
                ]
            }
            #expect(found == [false, true])
            #expect(try await store.write { try $0.requests.refuseStranded(["code": "x"], at: Samples.now) } == 0)
            #expect(try await store.write { try $0.requests.refuseStranded(["code": "x"], at: over) } == 1)
            let refused = try await store.read { try $0.requests.find(request.id) }
            #expect(refused?.state == .refused && refused?.reply == ["code": "x"])
            let isLate = try await store.write {
                try $0.requests.answer(request.id, claimedBy: "dead", state: .accepted, reply: [:])
            }
            #expect(!isLate)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a lease that is taken away lets its holder write no more`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            let (node, lease) = try await store.write { try $0.heldNode() }
            #expect(try await store.read { try $0.leases.nextExpiry(after: Samples.now, notOf: "other") } != nil)
            #expect(
                try await store.read { try $0.leases.nextExpiry(after: Samples.now, notOf: lease.incarnation) } == nil)
            #expect(try await store.write { try $0.leases.takeAway(lease) })
            #expect(try await store.write { try $0.leases.takeAway(lease) } == false)
            await #expect(throws: LeaseLost.self) { try await store.write { try $0.leases.check(lease) } }
            let next = try await store.write { transaction in
                try transaction.leases.acquire(
                    node.id, holder: "next", incarnation: "b", purpose: "x", now: Samples.now, duration: .seconds(1))
            }
            #expect(try #require(next).fence == lease.fence + 2)
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `nodes change hands, and answers that were made before are not shown again`(
        _ engine: StorageEngine
    ) async throws {
        let nodes = (0..<3).map { _ in Samples.node() }
        try await StorageFixture.withStore(engine) { store in
            let before = try await store.write { transaction in
                for node in nodes { try transaction.nodes.insert(node) }
                let stamp = try transaction.nodes.stamp(nodes[0].id, at: Samples.now)
                let read = try transaction.nodes.placements(limit: 10).filter { $0.node != nodes[2].id }
                #expect(try transaction.nodes.assign(read, to: "a") == 2)
                // Who read before that may not write over it.
                #expect(try transaction.nodes.assign(read, to: "b") == 0)
                return stamp
            }
            try await store.read { transaction in
                #expect(try transaction.nodes.stamp(nodes[0].id, at: Samples.now) != before)
                #expect(try transaction.conductors.shares() == ["a": 2])
                let first = try transaction.nodes.placements(limit: 2)
                let rest = try transaction.nodes.placements(after: first.last?.node, limit: 2)
                #expect((first + rest).map(\.node) == nodes.map(\.id).sorted())
                #expect((first + rest).count { $0.conductor == "a" } == 2)
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a draining conductor takes no work, but its hardware types are still served`(
        _ engine: StorageEngine
    ) async throws {
        let record = ConductorRecord(
            hostname: "a", group: "", incarnation: "1", startedAt: Samples.now, lastSeen: Samples.now, drivers: ["x"])
        let offer = OfferedInterface(hardwareType: "x", kind: .power, implementation: "x", isDefault: true)
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.conductors.register(record, offers: [offer])
                #expect(try transaction.conductors.setDraining("a", true))
                #expect(try transaction.conductors.setDraining("nobody", true) == false)
            }
            try await store.read { transaction throws in
                #expect(try transaction.conductors.find("a")?.isDraining == true)
                let living = try transaction.conductors.online(since: Samples.now)
                #expect(living.map(\.takesWork) == [false])
                #expect(living.map(\.drivers) == [["x"]])
            }
            try await store.write { try $0.conductors.register(record, offers: [offer]) }
            #expect(try await store.read { try $0.conductors.find("a") }?.isDraining == false)
        }
    }
}
