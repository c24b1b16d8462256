import IngotModel

/// The form of a node's `network_data`: links, the networks on them, and the services there.
///
/// It is the form in which Nova describes networks to instances, which the field's server holds the field against
/// (peer: ironic's `network-data-schema.json`).
enum NetworkData {
    /// - Throws: ``APIError`` (400) that names the first place that is wrong.
    static func check(_ data: [String: JSONValue]) throws {
        do {
            try shape.check(.object(data), at: "network_data")
        } catch {
            throw APIError.invalid("The field 'network_data' is no description of networks: \(error)")
        }
    }

    private static let shape = JSONShape.object(required: [
        "links": .list(of: link), "networks": .list(of: network),
        "services": .list(of: service(at: [.ipv4Address, .ipv6Interface])),
    ])

    private static let link = JSONShape.variants(
        by: "type",
        [
            .init(
                words: ["bridge", "dvs", "hw_veb", "hyperv", "ovs", "tap", "vhostuser", "vif", "phy"],
                shape: link(["ethernet_mac_address": .formatted([.macAddress])])),
            .init(
                words: ["bond"],
                shape: link([
                    "ethernet_mac_address": .formatted([.macAddress]), "bond_links": .list(of: .text),
                    "bond_mode": .word([
                        "802.3ad", "balance-rr", "active-backup", "balance-xor", "broadcast", "balance-tlb",
                        "balance-alb",
                    ]),
                ])),
            .init(
                words: ["vlan"],
                shape: link([
                    "vlan_mac_address": .formatted([.macAddress]), "vlan_link": .text, "vlan_id": .wholeNumber,
                ])),
        ])

    /// What all kinds of links have, and what is particular to one.
    private static func link(_ particular: [String: JSONShape]) -> JSONShape {
        .object(
            required: particular.merging(["id": .text]) { $1 },
            optional: ["mtu": .orNull(.number(1...65_535)), "vif_id": .text])
    }

    private static let network = JSONShape.variants(
        by: "type",
        [
            .init(
                words: ["ipv4", "ipv4_dhcp"],
                shape: network(
                    address: .ipv4Address, netmask: .ipv4Netmask, destination: .ipv4Network, gateway: .ipv4Address)),
            .init(
                words: ["ipv6", "ipv6_dhcp", "ipv6_slaac"],
                shape: network(
                    address: .ipv6Interface, netmask: .ipv6Address, destination: .ipv6Address, gateway: .ipv6Address)),
        ])

    private static func network(
        address: TextFormat, netmask: TextFormat, destination: TextFormat, gateway: TextFormat
    ) -> JSONShape {
        let route = JSONShape.object(
            required: [
                "network": .formatted([destination]), "netmask": .formatted([netmask]),
                "gateway": .formatted([gateway]),
            ],
            optional: ["services": .list(of: service(at: [address]))])
        return .object(
            required: ["id": .text, "link": .text, "network_id": .text],
            optional: [
                "ip_address": .formatted([address]), "netmask": .formatted([netmask]), "routes": .list(of: route),
            ])
    }

    private static func service(at formats: [TextFormat]) -> JSONShape {
        .object(required: ["type": .word(["dns"]), "address": .formatted(formats)])
    }
}
