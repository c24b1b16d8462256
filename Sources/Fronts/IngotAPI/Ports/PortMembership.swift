import IngotContracts
import IngotModel
import IngotStorage

/// A port as a member of a port group: same node, same physical network, and not used alone where the group forbids it.
enum PortMembership {
    private static let fields: Set<String> = ["portgroup_uuid", "physical_network", "pxe_enabled"]

    /// Checks a new or changed port against its group; a group that is on no network yet takes the port's.
    ///
    /// - Throws: ``APIError``: 400 and 409.
    static func settle(
        _ port: Port, changed: Set<String>, isNew: Bool = false, _ transaction: Transaction, version: Microversion,
        now: Timestamp
    ) throws {
        guard !changed.isDisjoint(with: fields), let portgroup = try portgroup(of: port, transaction) else { return }
        guard portgroup.node == port.node else {
            throw APIError.invalid("Port group \(portgroup.id) belongs to another node than the port")
        }
        if !isNew, changed.contains("physical_network"), version.knows(since: 102) {
            throw APIError.invalid(
                "Port \(port.id) is on the network of its port group \(portgroup.id); change 'physical_network' there",
                code: "port_in_portgroup")
        }
        if port.isPXEEnabled, !portgroup.supportsStandalonePorts,
            changed.contains("pxe_enabled") || (!isNew && changed.contains("portgroup_uuid"))
        {
            throw APIError.conflict(
                "Port group \(portgroup.id) supports no standalone ports, so 'pxe_enabled' of its ports must be false",
                code: "standalone_ports_not_supported")
        }
        if isNew || !changed.isDisjoint(with: ["portgroup_uuid", "physical_network"]) {
            try settleNetwork(of: port, portgroup, transaction, now: now)
        }
    }

    private static func portgroup(of port: Port, _ transaction: Transaction) throws -> Portgroup? {
        guard let reference = port.portgroup else { return nil }
        guard let portgroup = try PortgroupID(reference).flatMap({ try transaction.portgroups.find($0) }) else {
            throw APIError.invalid("No port group '\(reference)' was found", code: "portgroup_not_found")
        }
        return portgroup
    }

    private static func settleNetwork(
        of port: Port, _ portgroup: Portgroup, _ transaction: Transaction, now: Timestamp
    ) throws {
        let others = try PortgroupCheck.ports(of: portgroup, transaction).filter { $0.id != port.id }
        let network = others.first.map(\.physicalNetwork) ?? portgroup.physicalNetwork
        if others.isEmpty, network == nil {
            guard let adopted = port.physicalNetwork else { return }
            var changed = portgroup
            changed.physicalNetwork = adopted
            changed.updatedAt = now
            try transaction.portgroups.update(changed)
        } else if network != port.physicalNetwork {
            throw APIError.conflict(
                "Port group \(portgroup.id) is on the physical network '\(network ?? "")', the port on"
                    + " '\(port.physicalNetwork ?? "")'; they must be the same", code: "physical_network_differs")
        }
    }
}
