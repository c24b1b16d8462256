import IngotContracts
import IngotModel
import IngotStorage

/// Takes nodes out of Ingot, where their state allows it (contract: `conductor_sets.delete_node`).
struct NodeDeletion: Sendable {
    let services: APIServices

    /// - Throws: ``APIError``: 403 for protected nodes, 409 in the wrong state.
    func check(_ node: Node) throws {
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
