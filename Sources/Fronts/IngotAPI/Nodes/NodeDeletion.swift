import IngotContracts
import IngotModel
import IngotStorage

/// Takes nodes out of Ingot, where their state allows it (contract: `conductor_sets.delete_node`).
struct NodeDeletion: Sendable {
    let services: APIServices

    func delete(_ reference: String, _ context: APIContext) async throws {
        let now = services.now
        try await NodeWriter(services: services).withPatience {
            try await services.store.write { transaction in
                let node = try NodeReader.node(reference, transaction, context)
                try NodeWriter.checkUnlocked(node.id, transaction, now: now)
                try check(node)
                try transaction.nodes.delete(node.id)
                transaction.ringAfterCommit()
            }
        }
    }

    private func check(_ node: Node) throws {
        if node.isProtected {
            throw APIError.forbidden(
                "Node \(node.id) is protected (\(node.protectedReason ?? "no reason given")); unset 'protected' first",
                code: "node_protected")
        }
        if node.inMaintenance { return }
        if let instance = node.instanceID {
            throw APIError.conflict(
                "Node \(node.id) has the instance \(instance); undeploy it first, or set maintenance",
                code: "node_associated")
        }
        let isAllowed =
            node.provisionState.allowsDeletion
            || node.provisionState == .available && services.configuration.allowsDeletingAvailableNodes
        guard isAllowed else {
            throw APIError.conflict(
                "Node \(node.id) cannot be deleted in provision state '\(node.provisionState.rawValue)';"
                    + " take it to 'available' or 'manageable' first, or set maintenance",
                code: "invalid_state")
        }
    }
}
