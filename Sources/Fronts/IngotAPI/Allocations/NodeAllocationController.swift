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
                "Shows the allocation of a node.", show
            ).conditional(on: .resource),
            Endpoint(
                .delete, path, since: AllocationFields.since, .handler([NodeRules.get, AllocationAccess.delete]),
                answer: .noContent, "Takes the allocation from a node.", delete
            ).conditional(on: .resource),
        ]
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let selection = try AllocationFields.table.selection(ofOne: context.query, for: context.version)
        let reference = try context.reference("node")
        let allocation = try await services.store.read {
            let node = try Self.node(toShow: reference, $0, context)
            return try Self.allocation(of: node, rule: AllocationAccess.get, $0, context)
        }
        return WrittenResource(StoredView(record: allocation, links: context.links), selection).answer(to: request)
    }

    /// Both tags count: that of the node, as for all that is changed below its path, and that of what is deleted.
    private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        let reference = try context.reference("node")
        let condition = EntityCondition(request)
        try await NodeWriter(services: services).withPatience {
            try await services.store.write { transaction in
                let node = try NodeReader.node(reference, transaction, context)
                let allocation = try Self.allocation(of: node, rule: AllocationAccess.delete, transaction, context)
                try condition.check(against: allocation, orAgainst: node)
                try AllocationRelease(services: services).delete(allocation, transaction)
            }
        }
        return .empty(.noContent)
    }

    /// Who asks for the allocation of a node that is not there is told 400, not 404 (peer: ironic's
    /// `NodeAllocationController.get_all`).
    private static func node(
        toShow reference: String, _ transaction: Transaction, _ context: APIContext
    ) throws -> Node {
        do {
            return try NodeReader.node(reference, transaction, context)
        } catch var error as APIError where error.status == 404 {
            error.status = 400
            throw error
        }
    }

    private static func allocation(
        of node: Node, rule: String, _ transaction: Transaction, _ context: APIContext
    ) throws -> Allocation {
        let found = try transaction.allocations.list(Listing(AllocationFilter(node: node.id))).first
        return try AllocationAccess.check(found, "of node \(node.id)", rules: [rule], context)
    }
}
