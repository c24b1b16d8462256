import IngotModel
import IngotStorage

/// Tells whether this conductor is the one that looks after a node of a hardware type and a conductor group.
typealias NodeOwnership = @Sendable (_ node: NodeID, _ hardwareType: String, _ group: String) -> Bool

/// The nodes that nobody works on and that this conductor looks after, in pages.
struct OwnNodes: Sendable {
    let surroundings: Surroundings
    let owns: NodeOwnership

    /// Nodes that this conductor could serve, to be narrowed down.
    var filter: IdleNodeFilter {
        IdleNodeFilter(
            hardwareTypes: surroundings.catalog.types.map(\.name), group: surroundings.settings.group)
    }

    /// Hands each of the nodes to `repair`, one after the other.
    ///
    /// - Returns: how many were repaired.
    func repair(_ filter: IdleNodeFilter, _ repair: (NodeGlance) async throws -> Bool) async throws -> Int {
        try await visit(filter) { page in
            var count = 0
            for node in page where try await repair(node) { count += 1 }
            return count
        }
    }

    /// Shows each page of idle nodes to `visit`, as much of it as is this conductor's.
    ///
    /// - Returns: the sum of what `visit` returned.
    func visit(
        _ filter: IdleNodeFilter, _ visit: ([NodeGlance]) async throws -> Int
    ) async throws -> Int {
        let limit = surroundings.settings.jobs.pageSize
        var marker: NodeID?
        var sum = 0
        repeat {
            let (after, now) = (marker, surroundings.clock.now)
            let page = try await surroundings.store.read {
                try $0.nodes.idle(filter, at: now, after: after, limit: limit)
            }
            let own = page.filter { owns($0.id, $0.node.driver, $0.node.conductorGroup) }
            if !own.isEmpty { sum += try await visit(own) }
            marker = page.count == limit ? page.last?.id : nil
            try Task.checkCancellation()
        } while marker != nil
        return sum
    }
}
