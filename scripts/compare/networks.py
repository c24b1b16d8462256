"""The `network_data` of nodes: each member right and wrong, when a node is made and when it is changed."""

import creations
from world import OTHER

LINK = {"id": "eth0", "type": "phy", "ethernet_mac_address": "52:54:00:00:00:01"}
BOND = {"id": "b", "type": "bond", "ethernet_mac_address": "52:54:00:00:00:01", "bond_mode": "802.3ad",
        "bond_links": ["eth0"]}
VLAN = {"id": "v", "type": "vlan", "vlan_mac_address": "52:54:00:00:00:01", "vlan_id": 7, "vlan_link": "eth0"}
FOUR = {"id": "n", "link": "eth0", "network_id": "x", "type": "ipv4"}
SIX = FOUR | {"type": "ipv6"}
ROUTE = {"network": "0.0.0.0", "netmask": "0.0.0.0", "gateway": "10.0.0.1"}
WHOLE = {"links": [LINK, BOND, VLAN], "networks": [FOUR, SIX], "services": [{"type": "dns", "address": "8.8.8.8"}]}
WRONG = (None, "x", 7, True, [], {})
# What stands in place of each member, besides what is of the wrong kind.
OTHERS = {
    "ethernet_mac_address": ("52-54-00-00-00-0A", "52:54"), "mtu": (1500, 0, 65536, None, 1500.5), "vif_id": ("x",),
    "type": ("bridge", "vhostuser", "ipv4_dhcp", "ipv6_slaac"), "bond_mode": ("balance-alb",), "bond_links": ([1],),
    "vlan_id": (-1, 7.0, 7.5),
    "services": ([{"type": "ntp", "address": "8.8.8.8"}], [{"type": "dns", "address": "::1"}]),
    "netmask": ("255.255.252.0", "255.0.255.0", "24", "ffff:ffff::", "64"), "network": ("010.0.0.0", "::"),
    "ip_address": ("10.0.0.01", "10.0.0.256", "10.0.0.1/24", "2001:db8::1/64", "::", "1::2::3", "::ffff:1.2.3.4",
                   "fe80::1%eth0", "2001:db8::1/129", "12345::"),
    "gateway": ("fe80::1", "10.0.0.1"), "routes": ([{}],),
}
ENTRIES = (
    ("links", LINK | {"mtu": 1, "vif_id": "v"}), ("links", BOND), ("links", VLAN),
    ("networks", FOUR | {"ip_address": "10.0.0.2", "netmask": "255.255.255.0", "routes": [ROUTE]}),
    ("networks", SIX | {"ip_address": "::1", "netmask": "::", "routes": []}), ("services", WHOLE["services"][0]),
)


def compare(walk):
    for data in (WHOLE, WHOLE | {"more": 1}, {"links": [], "networks": []}, {"more": 1}, []):
        one(walk, data)
    for name in WHOLE:
        for value in WRONG:
            one(walk, WHOLE | {name: value})
    for name, entry in ENTRIES:
        for changed in around(entry):
            one(walk, WHOLE | {name: [changed]})
    for route in (*around(ROUTE), *around(ROUTE | {"services": []})):
        one(walk, WHOLE | {"networks": [FOUR | {"routes": [route]}]})
    walk.compare("PATCH", f"/v1/nodes/{OTHER}", [{"op": "add", "path": "/network_data", "value": WHOLE}])
    for value in ("tap", "tun"):
        patch = {"op": "replace", "path": "/network_data/links/0/type", "value": value}
        walk.compare("PATCH", f"/v1/nodes/{OTHER}", [patch])
    walk.compare("PATCH", f"/v1/nodes/{OTHER}", [{"op": "remove", "path": "/network_data"}])


def around(entry):
    """An object with each of its members left out, of another kind, or with another value."""
    for name in entry:
        yield {member: value for member, value in entry.items() if member != name}
        for value in (*WRONG, *OTHERS.get(name, ())):
            yield entry | {name: value}
    yield entry | {"more": 1}


def one(walk, data):
    creations.create(walk, "nodes", creations.BASES["nodes"] | {"network_data": data})
