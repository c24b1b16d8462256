import IngotModel
import IngotStorage
import Testing

@testable import IngotConductor

/// How allocations come to their nodes, and what they are told where there is none.
struct AllocationTests {
    private func add(_ lab: Lab, _ change: (inout Node) -> Void = { _ in }) async throws -> NodeID {
        var node = Node(id: .random(), driver: "world", createdAt: lab.clock.now)
        node.provisionState = .available
        node.powerState = .off
        node.resourceClass = "gold"
        change(&node)
        let added = node
        try await lab.store.write { try $0.nodes.insert(added) }
        return node.id
    }

    private func ask(_ lab: Lab, _ change: (inout Allocation) -> Void = { _ in }) async throws -> AllocationID {
        var allocation = Allocation(id: .random(), createdAt: lab.clock.now)
        allocation.resourceClass = "gold"
        change(&allocation)
        let added = allocation
        try await lab.store.write { try $0.allocations.insert(added) }
        return allocation.id
    }

    private func placed(_ lab: Lab, _ id: AllocationID) async throws -> Allocation {
        _ = try await AllocationPlacer(surroundings: try lab.conductor().surroundings).tick()
        return try #require(try await lab.store.read { try $0.allocations.find(id) })
    }

    @Test func `an allocation and its node become each other's`() async throws {
        let lab = try await Lab()
        let node = try await add(lab) { $0.traits = ["CUSTOM_A", "CUSTOM_B"] }
        let id = try await ask(lab) { $0.traits = ["CUSTOM_B"] }
        let allocation = try await placed(lab, id)
        #expect(allocation.state == .active)
        #expect(allocation.node == node)
        let taken = try #require(try await lab.store.read { try $0.nodes.find(node) })
        #expect(taken.instanceID == id.text)
        #expect(taken.allocationID == id.text)
        #expect(taken.instanceInfo["traits"] == ["CUSTOM_B"])
    }

    @Test func `however many nodes have no known power state, one that has is found`() async throws {
        let lab = try await Lab()
        for _ in 0..<1_000 { _ = try await add(lab) { $0.powerState = nil } }
        let node = try await add(lab) { $0.createdAt = $0.createdAt + .seconds(1) }
        #expect(try await placed(lab, try await ask(lab)).node == node)
    }

    struct Misfit: Sendable, CustomTestStringConvertible {
        var node: @Sendable (inout Node) -> Void = { _ in }
        var allocation: @Sendable (inout Allocation) -> Void = { _ in }
        var says: AllocationObstacle
        var testDescription: String { says.rawValue }
    }

    @Test(arguments: [
        Misfit(allocation: { $0.candidateNodes = [.random()] }, says: .noCandidate),
        Misfit(allocation: { $0.traits = ["CUSTOM_A"] }, says: .lacksTraits),
        Misfit(node: { $0.provisionState = .manageable }, says: .unavailable),
        Misfit(node: { $0.instanceID = "11111111-2222-4333-8444-555555555555" }, says: .associated),
        Misfit(node: { $0.inMaintenance = true }, says: .inMaintenance),
        Misfit(node: { $0.isRetired = true }, says: .retired),
        Misfit(node: { $0.powerState = nil }, says: .powerUnknown),
    ])
    func `a node that does not fit is left alone, and the error says why`(_ misfit: Misfit) async throws {
        let lab = try await Lab()
        let node = try await add(lab, misfit.node)
        let before = try await lab.store.read { try $0.nodes.find(node) }
        let allocation = try await placed(lab, try await ask(lab, misfit.allocation))
        #expect(allocation.state == .error)
        let error = try #require(allocation.lastError)
        #expect(
            error.contains("there are 1 nodes of resource class 'gold', of which 1 \(misfit.says.rawValue)"), "\(error)"
        )
        #expect(try await lab.store.read { try $0.nodes.find(node) } == before)
    }

    @Test func `nodes of another resource class do not come into question`() async throws {
        let lab = try await Lab()
        _ = try await add(lab) { $0.resourceClass = "lead" }
        let allocation = try await placed(lab, try await ask(lab))
        #expect(allocation.lastError == "no node fits: there are 0 nodes of resource class 'gold'")
    }

    @Test func `the owner of an allocation is told nothing of nodes that are others'`() async throws {
        let lab = try await Lab()
        _ = try await add(lab) { $0.owner = "p-2" }
        _ = try await add(lab)
        _ = try await add(lab) {
            $0.lessee = "p-1"
            $0.isRetired = true
        }
        let allocation = try await placed(lab, try await ask(lab) { $0.owner = "p-1" })
        #expect(
            allocation.lastError
                == "no node fits (asked for: owner p-1): there are 1 nodes of resource class 'gold' that the owner has"
                + " or leases, of which 1 are retired")
    }

    @Test func `a lessee may have the node`() async throws {
        let lab = try await Lab()
        let node = try await add(lab) { $0.lessee = "p-1" }
        #expect(try await placed(lab, try await ask(lab) { $0.owner = "p-1" }).node == node)
    }

    @Test func `the namesake comes first`() async throws {
        let lab = try await Lab()
        for index in 0..<20 { _ = try await add(lab) { $0.name = "node-\(index)" } }
        let allocation = try await placed(lab, try await ask(lab) { $0.name = "node-7" })
        let name = try await lab.store.read { try $0.nodes.find(try #require(allocation.node))?.name }
        #expect(name == "node-7")
    }

    @Test func `a node that is held is waited for, but not for ever`() async throws {
        let lab = try await Lab()
        let node = try await add(lab)
        let now = lab.clock.now
        _ = try await lab.store.write {
            try $0.leases.acquire(
                node, holder: "other", incarnation: "x", purpose: "power:rebooting", now: now,
                duration: .seconds(60))
        }
        let id = try await ask(lab)
        #expect(try await placed(lab, id).state == .allocating)
        lab.clock.advance(by: .seconds(31))
        let failed = try await placed(lab, id)
        #expect(failed.state == .error)
        #expect(failed.lastError?.contains("1 nodes fit, but conductors held them") == true)
        lab.clock.advance(by: .seconds(31))
        #expect(try await placed(lab, try await ask(lab)).node == node)
    }

    @Test func `several conductors give no node away twice`() async throws {
        let lab = try await Lab()
        for _ in 0..<5 { _ = try await add(lab) }
        var ids: [AllocationID] = []
        for _ in 0..<8 { ids.append(try await ask(lab)) }
        let placers = try (0..<3).map { _ in AllocationPlacer(surroundings: try lab.conductor().surroundings) }
        let settled = try await withThrowingTaskGroup(of: Int.self) { group in
            for placer in placers { group.addTask { try await placer.tick() } }
            return try await group.reduce(0, +)
        }
        #expect(settled == 8)
        let asked = ids
        let all = try await lab.store.read { transaction in
            try asked.compactMap { try transaction.allocations.find($0) }
        }
        #expect(all.count { $0.state == .active } == 5)
        #expect(all.count { $0.state == .error } == 3)
        #expect(Set(all.compactMap(\.node)).count == 5)
    }

    @Test func `a node whose instance runs is taken over only where it fits`() {
        var node = Node(id: .random(), driver: "world", createdAt: HandClock().now)
        node.provisionState = .active
        node.resourceClass = "gold"
        var allocation = Allocation(id: .random(), createdAt: HandClock().now)
        #expect(allocation.backfillObjections(to: node).isEmpty)
        allocation.resourceClass = "lead"
        allocation.traits = ["CUSTOM_A"]
        allocation.candidateNodes = [.random()]
        node.provisionState = .available
        #expect(allocation.backfillObjections(to: node).count == 4)
    }
}
