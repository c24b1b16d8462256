import IngotContracts
import IngotModel
import IngotStorage

/// What must hold of a port group, by itself and together with its node and ports (contract: `resources.json`,
/// `portgroup.rules`).
enum PortgroupCheck {
    /// - Throws: ``APIError`` (400).
    static func values(of portgroup: Portgroup, changed: Set<String>) throws {
        if changed.contains("name"), let name = portgroup.name { try NodeName.check(name, of: "port group") }
        if portgroup.physicalNetwork == "" {
            throw APIError.invalid("The field 'physical_network' may not be empty; remove it instead")
        }
    }

    /// What the nodes and the member ports forbid to change.
    ///
    /// - Throws: ``APIError``: 400 and 409.
    static func change(
        _ change: ResourceChange<Portgroup>, _ transaction: Transaction, _ context: APIContext
    ) throws {
        let portgroup = change.new
        let node = try NodeReference.node(change.old.node, of: "port group", transaction)
        if node.provisionState == .inspecting, context.version.knows(since: 39) {
            throw APIError.conflict(
                "Port group \(portgroup.id) cannot be changed while node \(node.id) is inspected",
                code: "node_in_inspection")
        }
        if change.fields.contains("node_uuid") {
            let target = try NodeReference.node(portgroup.node, movedFrom: node, of: "port group", transaction, context)
            try PortCheck.connectivity(of: "The node of port group \(portgroup.id)", on: target)
            guard try !hasPorts(portgroup, transaction) else { throw notEmpty(portgroup) }
        }
        if change.fields.contains("standalone_ports_supported"), !portgroup.supportsStandalonePorts {
            try checkNothingBootsAlone(portgroup, transaction)
        }
    }

    /// A port that boots, or has a VIF of its own, is used alone.
    private static func checkNothingBootsAlone(_ portgroup: Portgroup, _ transaction: Transaction) throws {
        let lone = try ports(of: portgroup, transaction).first {
            $0.isPXEEnabled || $0.internalInfo["tenant_vif_port_id"]?.string != nil
        }
        guard let lone else { return }
        throw APIError.conflict(
            "Port group \(portgroup.id) has port \(lone.id), which is used alone ('pxe_enabled', or a VIF of its own);"
                + " change that first", code: "standalone_ports_in_use")
    }

    static func notEmpty(_ portgroup: Portgroup) -> APIError {
        .invalid(
            "Port group \(portgroup.id) has ports; see GET /v1/portgroups/\(portgroup.id)/ports, and move them first",
            code: "portgroup_not_empty")
    }

    static func hasPorts(_ portgroup: Portgroup, _ transaction: Transaction) throws -> Bool {
        try transaction.ports.exists(members(of: portgroup))
    }

    static func ports(of portgroup: Portgroup, _ transaction: Transaction) throws -> [Port] {
        try transaction.ports.list(members(of: portgroup))
    }

    private static func members(of portgroup: Portgroup) -> PortQuery {
        var query = PortQuery()
        query.portgroup = portgroup.id.text
        query.limit = .max
        return query
    }
}
