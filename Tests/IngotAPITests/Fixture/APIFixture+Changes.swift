import IngotModel
import IngotStorage

extension APIFixture {
    /// Changes a stored node behind the API's back.
    func alter(_ node: Node, _ change: @escaping @Sendable (inout Node) -> Void) async throws {
        try await store.write { transaction in
            guard var stored = try transaction.nodes.find(node.id) else { return }
            change(&stored)
            try transaction.nodes.update(stored)
        }
    }
}
