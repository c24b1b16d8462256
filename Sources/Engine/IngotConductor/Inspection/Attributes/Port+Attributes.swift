import IngotModel

extension Port: Attributed {
    static let attributes = table([
        .only("uuid") { .string($0.id.text) }, .only("address") { .string($0.address.text) },
        .only("node_uuid") { .string($0.node.text) }, .text("name", \.name), .text("description", \.description),
        .text("physical_network", \.physicalNetwork), .text("category", \.category), .text("vendor", \.vendor),
        .object("extra", \.extra), .object("internal_info", \.internalInfo),
        .object("local_link_connection", \.localLinkConnection), .flag("pxe_enabled", \.isPXEEnabled),
        .flag("is_smartnic", \.isSmartNIC),
    ])
}
