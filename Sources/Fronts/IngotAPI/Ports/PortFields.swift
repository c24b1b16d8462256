import IngotModel
import IngotStorage

/// Every field of a port, with the API version from which it exists (contract: `resources.json`, `port`).
enum PortFields {
    static let table = FieldTable<PortView>(
        "port",
        [
            .identity(\.id),
            .init(
                "address", .requiredText, listed: true, access: .writable, show: { .string($0.record.address.text) },
                stored: { .string($0.address.text) }, set: { $0.address = try MACAddress(field: $1) }),
            .node(\.node),
            .text("name", \.name, since: 88),
            .text("description", \.description, since: 97),
            .object("extra", \.extra),
            .object("internal_info", \.internalInfo, since: 18, access: .readOnly),
            .init(
                "local_link_connection", since: 19, .object, sortable: false, access: .writable,
                show: { $0.localLinkConnection }, stored: { .object($0.localLinkConnection) },
                set: { $0.localLinkConnection = $1.object ?? [:] }),
            .flag("pxe_enabled", \.isPXEEnabled, since: 19, default: true),
            .text("portgroup_uuid", \.portgroup, since: 24),
            .text("physical_network", \.physicalNetwork, since: 34, maximum: 64),
            .flag("is_smartnic", \.isSmartNIC, since: 53, default: false),
            .text("vendor", \.vendor, since: 100, maximum: 32),
            .text("category", \.category, since: 101, maximum: 80),
            .flag("available_for_dynamic_portgroup", \.isAvailableForDynamicPortgroup, since: 111, default: true),
            .links("links") { $0.links.pair("ports/\($0.record.id)") },
        ] + VersionedField.times())
}
