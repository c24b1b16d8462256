import IngotModel
import IngotStorage

/// Tells why no node fits an allocation: how many of its resource class there are, and what speaks against how many.
///
/// Where the allocation has an owner, who reads it is told of nodes alone that this project owns or leases.
struct AllocationDiagnosis: Sendable {
    let surroundings: Surroundings

    func of(_ allocation: Allocation) async throws -> String {
        var counts: [AllocationObstacle: Int] = [:]
        var total = 0
        var marker: NodeID?
        repeat {
            let nodes = try await page(of: allocation, after: marker)
            for obstacle in nodes.compactMap({ allocation.obstacle(to: $0, lease: nil, at: surroundings.clock.now) }) {
                counts[obstacle, default: 0] += 1
            }
            total += nodes.count
            marker = nodes.count == Self.pageSize ? nodes.last?.id : nil
        } while marker != nil
        return Self.text(allocation, total, counts)
    }

    /// In pages and transactions of their own, so that nobody waits for it.
    private func page(of allocation: Allocation, after marker: NodeID?) async throws -> [Node] {
        try await surroundings.store.read { transaction in
            var query = NodeQuery()
            query.resourceClass = allocation.resourceClass
            query.project = allocation.owner
            query.marker = marker
            query.limit = Self.pageSize
            return try transaction.nodes.list(query)
        }
    }

    private static func text(_ allocation: Allocation, _ total: Int, _ counts: [AllocationObstacle: Int]) -> String {
        var wishes: [String] = []
        if !allocation.traits.isEmpty { wishes.append("traits \(allocation.traits.joined(separator: ", "))") }
        if !allocation.candidateNodes.isEmpty { wishes.append("\(allocation.candidateNodes.count) candidate nodes") }
        if let owner = allocation.owner { wishes.append("owner \(owner)") }
        let wish = wishes.isEmpty ? "" : " (asked for: \(wishes.joined(separator: "; ")))"
        let reasons = AllocationObstacle.allCases.compactMap { obstacle in
            counts[obstacle].map { "\($0) \(obstacle.rawValue)" }
        }
        let whose = allocation.owner == nil ? "" : " that the owner has or leases"
        let why = reasons.isEmpty ? "" : ", of which \(reasons.joined(separator: ", "))"
        return "no node fits\(wish): there are \(total) nodes of resource class '\(allocation.resourceClass ?? "")'"
            + whose + why
    }

    private static let pageSize = 1_000
}
