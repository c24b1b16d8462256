import IngotModel
import Testing

@testable import IngotAPI

/// What the `network_data` of a node may be (contract: `resources.json`; peer: ironic's `network-data-schema.json`).
struct NetworkDataTests {
    private static let link: JSONValue = ["id": "eth0", "type": "phy", "ethernet_mac_address": "52:54:00:00:00:01"]
    private static let bond: JSONValue = [
        "id": "bond0", "type": "bond", "ethernet_mac_address": "52-54-00-00-00-0A", "bond_mode": "802.3ad",
        "bond_links": ["eth0"],
    ]
    private static let vlan: JSONValue = [
        "id": "vlan7", "type": "vlan", "vlan_mac_address": "52:54:00:00:00:01", "vlan_id": 7, "vlan_link": "eth0",
    ]
    private static let four: JSONValue = ["id": "a", "link": "eth0", "network_id": "n", "type": "ipv4"]
    private static let six: JSONValue = ["id": "b", "link": "eth0", "network_id": "n", "type": "ipv6"]
    private static let route: JSONValue = ["network": "0.0.0.0", "netmask": "0.0.0.0", "gateway": "10.0.0.1"]

    private static func changed(_ value: JSONValue, _ member: String, _ new: JSONValue?) -> JSONValue {
        var members = value.object ?? [:]
        members[member] = new
        return .object(members)
    }

    private static func data(
        links: JSONValue = [link, bond, vlan], networks: JSONValue = [four, six], services: JSONValue = []
    ) -> [String: JSONValue] { ["links": links, "networks": networks, "services": services] }

    static let good: [[String: JSONValue]] = [
        data(), data(links: [], networks: []), data().merging(["more": 1]) { $1 },
        data(links: [changed(link, "mtu", .null), changed(link, "mtu", 1500.5), changed(link, "more", 1)]),
        data(networks: [
            changed(changed(four, "ip_address", "10.0.0.01"), "netmask", "255.255.252.0"),
            changed(four, "routes", [changed(route, "services", [["type": "dns", "address": "8.8.8.8"]])]),
            changed(changed(six, "ip_address", "2001:db8::1/64"), "netmask", "ffff:ffff::"),
            changed(six, "ip_address", "2001:db8:3:4::192.168.81.99"), changed(six, "ip_address", "::"),
            changed(six, "routes", [["network": "::", "netmask": "::", "gateway": "fe80::1%eth0"]]),
        ]),
        data(services: [["type": "dns", "address": "8.8.8.8"], ["type": "dns", "address": "::1"]]),
    ]

    @Test(arguments: good)
    func `descriptions of networks are taken`(_ data: [String: JSONValue]) {
        #expect(throws: Never.self) { try NetworkData.check(data) }
    }

    /// What is wrong, and what the message must say: the place and what may stand there.
    static let bad: [([String: JSONValue], [String])] = [
        ([:], ["network_data.links is missing"]),
        (["links": [], "networks": []], ["network_data.services is missing", "a list"]),
        (data(links: [:]), ["network_data.links must be a list, not object"]),
        (data(links: [link, 1]), ["network_data.links[1] must be an object, not integer"]),
        (data(links: [changed(link, "type", nil)]), ["links[0].type is missing", "bridge"]),
        (data(links: [changed(link, "type", "tun")]), ["links[0].type must be one of bridge,", "vlan", "'tun'"]),
        (data(links: [changed(link, "id", nil)]), ["links[0].id is missing; it must be a text"]),
        (data(links: [changed(link, "ethernet_mac_address", "5254")]), ["ethernet_mac_address", "a MAC address"]),
        (data(links: [changed(link, "mtu", 0)]), ["links[0].mtu must be a number from 1 to 65535, or null"]),
        (data(links: [changed(link, "mtu", true)]), ["links[0].mtu", "not boolean"]),
        (data(links: [changed(link, "vif_id", .null)]), ["links[0].vif_id must be a text, not null"]),
        (data(links: [changed(bond, "bond_mode", "x")]), ["links[0].bond_mode", "balance-alb", "'x'"]),
        (data(links: [changed(bond, "bond_links", ["a", 1])]), ["links[0].bond_links[1] must be a text"]),
        (data(links: [changed(vlan, "vlan_id", "7")]), ["links[0].vlan_id must be a whole number, not '7'"]),
        (data(links: [changed(vlan, "vlan_link", nil)]), ["links[0].vlan_link is missing"]),
        (data(networks: [changed(four, "type", "ipv5")]), ["networks[0].type", "ipv4, ipv4_dhcp, ipv6"]),
        (data(networks: [changed(four, "ip_address", "10.0.0.256")]), ["ip_address must be an IPv4 address"]),
        (data(networks: [changed(four, "netmask", "255.0.255.0")]), ["networks[0].netmask", "such as 255.255.255.0"]),
        (data(networks: [changed(four, "routes", [changed(route, "gateway", nil)])]), ["routes[0].gateway is missing"]),
        (
            data(networks: [changed(four, "routes", [changed(route, "network", "010.0.0.0")])]),
            ["routes[0].network must be an IPv4 network"]
        ),
        (
            data(networks: [
                changed(four, "routes", [changed(route, "services", [["type": "ntp", "address": "1.1.1.1"]])])
            ]),
            ["routes[0].services[0].type must be 'dns', not 'ntp'"]
        ),
        (data(networks: [changed(six, "ip_address", "1::2::3")]), ["networks[0].ip_address must be an IPv6 address"]),
        (data(networks: [changed(six, "ip_address", "2001:db8::1/129")]), ["networks[0].ip_address"]),
        (data(networks: [changed(six, "netmask", "64")]), ["networks[0].netmask must be an IPv6 address"]),
        (data(services: [["type": "dns"]]), ["services[0].address is missing", "an IPv4 address or an IPv6 address"]),
    ]

    @Test(arguments: bad)
    func `what is wrong is named with its place and what may stand there`(
        _ data: [String: JSONValue], _ words: [String]
    ) throws {
        let refusal = #expect(throws: APIError.self) { try NetworkData.check(data) }
        #expect(refusal?.status == 400)
        for word in words { #expect(refusal?.message.contains(word) == true, "\(refusal?.message ?? "")") }
    }

    @Test func `a change inside of a description is checked as a whole one is`() async throws {
        try await APIFixture.run { api in
            try await api.node("oak") { $0.networkData = Self.data() }
            let path = "/network_data/links/0/type"
            for (type, status) in [("tun", 400), ("tap", 200)] {
                let patch: JSONValue = [["op": "replace", "path": .string(path), "value": .string(type)]]
                let answer = try await api.send(.patch, "/v1/nodes/oak", patch)
                #expect(answer.status == status, "\(answer.text)")
            }
        }
    }
}
