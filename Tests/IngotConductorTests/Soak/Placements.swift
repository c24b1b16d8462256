import IngotModel

@testable import IngotStorage

/// Who has which node, as allocations say it and as nodes do.
struct Placements: Sendable {
    var allocations: [Allocation]
    /// The allocation that each node names, if any.
    var named: [NodeID: String]

    static func take(from engine: any Engine) async throws -> Placements {
        let allocations = try await Store(engine: engine).read { try $0.allocations.list(Listing(AllocationFilter())) }
        let named = try await engine.read { connection in
            try connection.rows("SELECT uuid, allocation_uuid FROM node WHERE allocation_uuid IS NOT NULL").map { row in
                (
                    try row.value("uuid", in: "node", as: NodeID.self),
                    try row.value("allocation_uuid", in: "node", as: String.self)
                )
            }
        }
        return Placements(allocations: allocations, named: Dictionary(named, uniquingKeysWith: { $1 }))
    }

    /// What is broken, in words: an allocation has one node for itself and the node says so, or it has none and says
    /// why.
    var faults: [String] {
        let taken = allocations.compactMap(\.node)
        let homeless = named.filter { node, allocation in
            !allocations.contains { $0.id.text == allocation && $0.node == node }
        }
        return allocations.flatMap { faults(of: $0) }
            + (Set(taken).count < taken.count ? ["two allocations have one node"] : [])
            + homeless.keys.map { "node \($0) names an allocation that does not have it" }
    }

    private func faults(of allocation: Allocation) -> [String] {
        let isTaken = allocation.node.map { named[$0] == allocation.id.text }
        let isRight =
            switch allocation.state {
            case .active: isTaken == true && allocation.lastError == nil
            case .allocating: isTaken == nil && allocation.lastError == nil
            case .error: isTaken == nil && allocation.lastError != nil
            }
        guard !isRight else { return [] }
        return ["an allocation is \(allocation.state.rawValue), with \(allocation)"]
    }
}
