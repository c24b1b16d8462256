import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// The allocation that a node is given to.
struct NodeAllocationController: Sendable {
    let services: APIServices

    var endpoints: [Endpoint] {
        let path = "/nodes/{node}/allocation"
        return [
            Endpoint(
                .get, path, since: AllocationFields.since, .handler([NodeRules.get, AllocationAccess.get]),
                query: AllocationsCollection.showParameters, answer: .resource(AllocationsCollection.schema),
                "Shows the allocation of a node.", show),
            Endpoint(
                .delete, path, since: AllocationFields.since, .handler([NodeRules.get, AllocationAccess.delete]),
                answer: .noContent, "Takes the allocation from a node.", delete),
        ]
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let selection = try AllocationFields.table.selection(ofOne: context.query, for: context.version)
        let reference = try context.reference("node")
        let allocation = try await services.store.read {
            try find(reference, rule: AllocationAccess.get, $0, context)
        }
        return WrittenResource(StoredView(record: allocation, links: context.links), selection).answer()
    }

    private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        let reference = try context.reference("node")
        let condition = EntityCondition(request)
        try await NodeWriter(services: services).withPatience {
            try await services.store.write { transaction in
                let allocation = try find(reference, rule: AllocationAccess.delete, transaction, context)
                try condition.check(against: allocation)
                try AllocationRelease(services: services).delete(allocation, transaction)
            }
        }
        return .empty(.noContent)
    }

    /// The field's clients are told 400, not 404, where there is no such node.
    private static func node(
        _ reference: String, _ transaction: Transaction, _ context: APIContext
    ) throws -> Node {
        do {
            return try NodeReader.node(reference, transaction, context)
        } catch var error as APIError where error.status == 404 {
            error.status = 400
            throw error
        }
    }

    private func find(
        _ reference: String, rule: String, _ transaction: Transaction, _ context: APIContext
    ) throws -> Allocation {
        let node = try Self.node(reference, transaction, context)
        let found = try transaction.allocations.list(Listing(AllocationFilter(node: node.id))).first
        return try AllocationAccess.check(found, "of node \(node.id)", rules: [rule], context)
    }
}
