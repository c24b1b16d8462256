import IngotContracts
import IngotModel
import IngotStorage

/// What must hold of a port, by itself and together with its node (contract: `resources.json`, `port.rules`).
enum PortCheck {
    private static let connectivity: Set<String> = [
        "portgroup_uuid", "pxe_enabled", "local_link_connection", "physical_network",
    ]
    private static let connectivityStates: Set<ProvisionState> = [.enroll, .inspecting, .inspectWait, .manageable]

    /// Checks the values, and puts them into their one form.
    ///
    /// - Throws: ``APIError``: 400 and 406.
    static func values(of port: inout Port, changed: Set<String>, version: Microversion) throws {
        if changed.contains("name"), let name = port.name {
            guard !PortID.isUUID(name) else {
                throw APIError.invalid("A port cannot be called '\(name)', as that is a UUID")
            }
        }
        if changed.contains("physical_network"), port.physicalNetwork == "" {
            throw APIError.invalid("The field 'physical_network' may not be empty; remove it instead")
        }
        let isConnected = changed.contains("local_link_connection") || !port.localLinkConnection.isEmpty
        if isConnected, !changed.isDisjoint(with: ["local_link_connection", "is_smartnic"]) {
            port.localLinkConnection = try LocalLink.checked(
                port.localLinkConnection, isSmartNIC: port.isSmartNIC, version: version)
        }
    }

    /// What the node's state forbids to change.
    ///
    /// - Throws: ``APIError`` (409).
    static func change(_ changed: Set<String>, of port: Port, on node: Node, version: Microversion) throws {
        guard !node.inMaintenance else { return }
        if node.provisionState == .inspecting, version.knows(since: 39) {
            throw APIError.conflict(
                "Port \(port.id) cannot be changed while node \(node.id) is inspected", code: "node_in_inspection")
        }
        if let field = changed.intersection(connectivity).sorted().first {
            try Self.connectivity(of: "The field '\(field)' of port \(port.id)", on: node)
        }
        if changed.contains("address"), node.instanceID != nil || node.provisionState == .active {
            throw APIError.conflict(
                "The address of port \(port.id) cannot be changed while node \(node.id) has an instance; set maintenance"
                    + " first", code: "invalid_state")
        }
    }

    /// What decides about the way of packets can be changed while a node is prepared, or in maintenance.
    ///
    /// - Throws: ``APIError`` (409).
    static func connectivity(of what: String, on node: Node) throws {
        guard !node.inMaintenance, !connectivityStates.contains(node.provisionState) else { return }
        let states = connectivityStates.map(\.rawValue).sorted().joined(separator: ", ")
        throw APIError.conflict(
            "\(what) can be changed while the node is in maintenance or in \(states); node \(node.id) is in"
                + " '\(node.provisionState.rawValue)'", code: "invalid_state")
    }
}
