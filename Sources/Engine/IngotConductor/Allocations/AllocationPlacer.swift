import IngotModel
import IngotStorage
import Logging

/// Finds nodes for allocations: looks at what is, repairs the difference, and is safe to run twice or in several
/// conductors at once.
///
/// A node is given away in one transaction that reads it anew; revisions of node and allocation see to it that none is
/// given away twice. The node that is called as the allocation comes first, the others in random order (peer: ironic
/// 39.0.0, `conductor/allocations.py`).
struct AllocationPlacer: PeriodicJob {
    let name = "allocations"
    /// Whoever asked for a node waits for it.
    let heedsBell = true
    let surroundings: Surroundings

    var interval: Duration { surroundings.settings.allocationInterval }

    /// What became of one allocation.
    enum Outcome: Sendable, Hashable {
        case placed(NodeID)
        /// Nodes that fit are held by conductors at the moment.
        case waits(Int)
        case impossible
        /// Somebody else has dealt with it, or it was deleted.
        case settled
    }

    /// Looks at every allocation that has no node yet.
    ///
    /// - Returns: how many were settled, well or badly.
    func tick() async throws -> Int {
        let open = try await surroundings.store.read { try $0.allocations.open(limit: Self.batch) }
        var settled = 0
        for allocation in open where try await settle(allocation) { settled += 1 }
        return settled
    }

    private func settle(_ allocation: Allocation) async throws -> Bool {
        switch try await attempt(allocation.id) {
        case .placed(let node):
            surroundings.logger.info(
                "an allocation has its node", metadata: ["allocation": "\(allocation.id)", "node.uuid": "\(node)"])
            return true
        case .waits(let count):
            guard surroundings.clock.now - allocation.createdAt >= surroundings.settings.allocationPatience else {
                return false
            }
            return try await fail(
                allocation.id,
                "\(count) nodes fit, but conductors held them all the time; delete the allocation and ask again")
        case .impossible:
            return try await fail(
                allocation.id, try await AllocationDiagnosis(surroundings: surroundings).of(allocation))
        case .settled: return false
        }
    }

    /// Gives the allocation a node where one is free.
    func attempt(_ id: AllocationID) async throws -> Outcome {
        let surroundings = surroundings
        let now = surroundings.clock.now
        do {
            return try await surroundings.write { transaction in
                guard var allocation = try transaction.allocations.find(id), allocation.state == .allocating else {
                    return .settled
                }
                var generator = surroundings.generator
                let candidates = try Self.candidates(for: allocation, transaction, using: &generator)
                let leases = try transaction.leases.find(candidates.map(\.id))
                var held = 0
                for var node in candidates {
                    switch allocation.obstacle(to: node, lease: leases[node.id], at: now) {
                    case .held: held += 1
                    case .some: continue
                    case nil:
                        allocation.take(&node, at: now)
                        try transaction.nodes.update(node)
                        try transaction.allocations.update(allocation)
                        transaction.ringAfterCommit()
                        return .placed(node.id)
                    }
                }
                return held > 0 ? .waits(held) : .impossible
            }
        } catch StorageError.duplicate {
            try await fail(id, "another node has an instance with this UUID already")
            return .settled
        } catch StorageError.conflict {
            return .settled
        }
    }

    private static func candidates(
        for allocation: Allocation, _ transaction: Transaction,
        using generator: inout any RandomNumberGenerator & Sendable
    ) throws -> [Node] {
        var query = NodeQuery()
        query.provisionState = .available
        query.associated = false
        query.maintenance = false
        query.isRetired = false
        query.isPowerKnown = true
        query.resourceClass = allocation.resourceClass
        query.project = allocation.owner
        query.traits = allocation.traits
        query.candidates = allocation.candidateNodes.isEmpty ? nil : allocation.candidateNodes
        var nodes = try transaction.nodes.list(query).shuffled(using: &generator)
        if let name = allocation.name, let namesake = try transaction.nodes.find(name: name) {
            nodes.insert(namesake, at: 0)
        }
        return nodes
    }

    /// - Returns: false where somebody else has dealt with it.
    @discardableResult
    private func fail(_ id: AllocationID, _ reason: String) async throws -> Bool {
        let now = surroundings.clock.now
        let hasFailed = try await surroundings.store.write { transaction in
            guard var allocation = try transaction.allocations.find(id), allocation.state == .allocating else {
                return false
            }
            allocation.fail(reason, at: now)
            try transaction.allocations.update(allocation)
            transaction.ringAfterCommit()
            return true
        }
        if hasFailed {
            surroundings.logger.info(
                "an allocation has failed", metadata: ["allocation": "\(id)", "reason": "\(reason)"])
        }
        return hasFailed
    }

    /// How many allocations are looked at before the clock is looked at again.
    private static let batch = 100
}
