import IngotModel

/// Every field of a port group (contract: `resources.json`, `portgroup`).
enum PortgroupFields {
    typealias View = StoredView<Portgroup>

    static let since = 23

    static let table = FieldTable<View>(
        "portgroup",
        [
            .identity(\.id, since: since),
            .address(\.address, since: since, listed: true),
            .init(
                "name", since: since, .text(maximum: 255), listed: true, access: .writable,
                show: { JSONValue($0.record.name) }, stored: { JSONValue($0.name) }, set: { $0.name = $1.string }),
            .node(\.node, since: since),
            .object("extra", \.extra, since: since),
            .object("internal_info", \.internalInfo, since: since, access: .readOnly),
            .flag("standalone_ports_supported", \.supportsStandalonePorts, since: since, default: true),
            .required("mode", \.mode, since: 26),
            .object("properties", \.properties, since: 26),
            .text("physical_network", \.physicalNetwork, since: 102, maximum: 64),
            .text("category", \.category, since: 103, maximum: 80),
            .flag("dynamic_portgroup", \.isDynamic, since: 111, default: false, access: .readOnly),
            .links("links", since: since) { $0.links.pair("portgroups/\($0.record.id)") },
            .links("ports", since: since) { $0.links.pair("portgroups/\($0.record.id)/ports") },
        ] + VersionedField.times(since: since))
}
