import IngotContracts
import IngotModel
import IngotStorage

/// What a node's state forbids a patch to do (contract: `resources.json`, `node.rules`, and `conductor_sets`).
enum NodePatchGuard {
    /// Where a machine is being prepared, so that what it is made of may be exchanged without maintenance.
    private static let preparingStates: Set<ProvisionState> = [
        .enroll, .inspecting, .inspectWait, .manageable, .available,
    ]

    /// Some fields are emptied by being removed alone; networks that are written are described, not left empty.
    ///
    /// - Throws: ``APIError`` (400).
    static func emptiness(in patch: JSONPatch) throws {
        let emptiesNetworks = patch.operations.contains {
            $0.field == "network_data" && $0.isWholeField && $0.kind != .remove && $0.value == [:]
        }
        if emptiesNetworks { try NetworkData.check([:]) }
        let wrong = patch.operations.first {
            ["name", "network_data", "parent_node"].contains($0.field) && $0.isWholeField && $0.kind != .remove
                && $0.value.isNull
        }
        guard let wrong else { return }
        throw APIError.invalid("The field '\(wrong.field)' cannot be null; to empty it, remove it")
    }

    /// What can be told before the patch is applied.
    ///
    /// - Throws: ``APIError``: 409 in the middle of something, 400 and 406 for `reset_interfaces`.
    static func before(_ patch: JSONPatch, _ node: Node, version: Microversion) throws {
        if node.targetProvisionState != nil, !node.provisionState.allowsUpdate, !isRescue(patch, of: node) {
            // A node that rests has a target where its request waits for room; 'abort' takes that back.
            let canBeAborted =
                node.provisionState.isStable || Transition.end(ofAbortIn: node.provisionState) != nil
            throw APIError.conflict(
                "Node \(node.id) cannot be changed while it is on its way from '\(node.provisionState.rawValue)'"
                    + " to '\(node.targetProvisionState?.rawValue ?? "")'; wait until it is there"
                    + (canBeAborted ? ", or abort" : ""),
                code: "node_in_transition")
        }
        if node.provisionState == .inspecting, version.knows(since: 39) {
            throw APIError.conflict(
                "Node \(node.id) cannot be changed while it is inspected", code: "node_in_inspection")
        }
        let unsetsChassis = patch.operations.contains {
            $0.field == "chassis_uuid" && ($0.kind == .remove || $0.value.isNull)
        }
        if unsetsChassis, !version.knows(since: 25) {
            throw APIError.tooNew("Unsetting 'chassis_uuid'", since: 25, for: version)
        }
    }

    /// Who pays for a machine does not change under its instance.
    ///
    /// - Throws: ``APIError`` (409).
    static func owner(
        _ patch: JSONPatch, _ node: Node, _ transaction: Transaction, _ context: APIContext
    ) throws {
        guard patch.operations.contains(where: { $0.field == "owner" && $0.kind != .remove }) else { return }
        if node.provisionState == .active, !context.allows(NodeRules.updateProvisionedOwner, node.policyTarget) {
            throw APIError.conflict(
                "The owner of node \(node.id) cannot be changed while the node is active; undeploy it first",
                code: "invalid_state")
        }
        guard let id = node.allocationID.flatMap(AllocationID.init),
            let owner = try transaction.allocations.find(id)?.owner
        else { return }
        throw APIError.conflict(
            "The owner of node \(node.id) cannot be changed while allocation \(id) of \(owner) has the node",
            code: "node_allocated")
    }

    /// Freeing a node in maintenance from its instance is always possible.
    private static func isRescue(_ patch: JSONPatch, of node: Node) -> Bool {
        node.inMaintenance && patch.operations.count == 1
            && patch.operations.allSatisfy { $0.kind == .remove && $0.field == "instance_uuid" && $0.isWholeField }
    }

    /// What must hold between the node as it was and as it would be.
    ///
    /// - Throws: ``APIError`` (409).
    static func after(_ node: Node, was old: Node, changed: Set<String>) throws {
        if changed.contains("driver"), old.consoleEnabled {
            throw APIError.conflict(
                "The driver of node \(node.id) cannot be changed while its console is enabled; disable it first",
                code: "console_enabled")
        }
        try interfaces(node, changed)
        if changed.contains("protected"), node.isProtected, ![.active, .rescue].contains(node.provisionState) {
            throw APIError.conflict(
                "Only a node in 'active' or 'rescue' can be protected; this one is in"
                    + " '\(node.provisionState.rawValue)'", code: "invalid_state")
        }
        if changed.contains("retired"), node.isRetired, node.provisionState == .available {
            throw APIError.conflict(
                "A node in 'available' cannot be retired; take it to 'manageable' first", code: "invalid_state")
        }
        if changed.contains("resource_class"), old.resourceClass != nil,
            !preparingStates.contains(node.provisionState)
        {
            throw APIError.conflict(
                "The resource class of node \(node.id) cannot be changed while it is"
                    + " '\(node.provisionState.rawValue)', as schedulers count with it", code: "invalid_state")
        }
        if changed.contains("instance_uuid"), node.instanceID == nil, old.allocationID != nil, !node.inMaintenance,
            !preparingStates.contains(node.provisionState)
        {
            throw APIError.conflict(
                "Node \(node.id) is allocated, so that its instance cannot be removed while it is"
                    + " '\(node.provisionState.rawValue)'; undeploy it, or set maintenance", code: "invalid_state")
        }
        if changed.contains("instance_uuid"), let previous = old.instanceID, let instance = node.instanceID {
            throw APIError.conflict(
                "Node \(node.id) has the instance \(previous) already, so that \(instance) cannot be put there;"
                    + " remove instance_uuid first", code: "node_associated")
        }
    }

    private static func interfaces(_ node: Node, _ changed: Set<String>) throws {
        guard let kind = InterfaceKind.allCases.first(where: { changed.contains($0.field) }) else { return }
        guard node.inMaintenance || preparingStates.contains(node.provisionState) else {
            let states = preparingStates.map(\.rawValue).sorted().joined(separator: ", ")
            throw APIError.conflict(
                "The field '\(kind.field)' can be changed in maintenance or in \(states);"
                    + " node \(node.id) is in '\(node.provisionState.rawValue)'", code: "invalid_state")
        }
    }
}
