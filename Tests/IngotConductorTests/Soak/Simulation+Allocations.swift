import IngotModel

@testable import IngotStorage

/// What those do who want a node, whichever it is.
extension Simulation {
    /// Now and then of a kind that there is not, or one certain node.
    mutating func allocate() async throws {
        var allocation = Allocation(id: .random(using: &generator), createdAt: clock.now)
        allocation.resourceClass = Int.random(in: 0..<8, using: &generator) > 0 ? "metal" : "wood"
        if Int.random(in: 0..<3, using: &generator) == 0 { allocation.candidateNodes = [anyNode().id] }
        note("somebody wants a node of \(allocation.resourceClass ?? "")")
        let added = allocation
        try await lab.store.write { try $0.allocations.insert(added) }
    }

    /// An allocation is deleted where that may be.
    mutating func giveBack() async throws {
        let all = try await lab.store.read { try $0.allocations.list(Listing(AllocationFilter())) }
        guard let allocation = all.randomElement(using: &generator) else { return }
        let now = clock.now
        let isDeleted = try await lab.store.write { transaction in
            if var node = try allocation.node.flatMap({ try transaction.nodes.find($0) }) {
                let isHeld = try transaction.leases.find(node.id).map { $0.expiresAt > now } ?? false
                guard !isHeld, allocation.releaseObjection(from: node) == nil else { return false }
                node.leaveAllocation(at: now)
                try transaction.nodes.update(node)
            }
            try transaction.allocations.delete(allocation.id)
            return true
        }
        guard isDeleted else { return }
        note("somebody gives \(allocation.node.map { "node \(slot(of: $0))" } ?? "nothing") back")
        try await observe()
    }
}
