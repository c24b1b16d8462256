import IngotModel

/// The addresses by which a node's BMC may be known to the system that runs on the node.
enum BMCAddresses {
    /// Where the conductor keeps them while a node is inspected.
    private static let cache = "lookup_bmc_addresses"

    /// What the conductor has kept, else what the node's `driver_info` says: every member that ends in `_address`.
    ///
    /// Loopback addresses are left out, and IPMI addresses of nodes behind a bridge, as many nodes share these (peer:
    /// ironic's `inspect_utils`).
    static func of(_ node: Node) -> Set<String> {
        if let kept = node.driverInternalInfo[cache]?.array {
            return Set(kept.compactMap(\.string).map { $0.lowercased() })
        }
        let isBridged = ![nil, "no"].contains(node.driverInfo["ipmi_bridging"]?.string)
        let addresses = node.driverInfo.compactMap { name, value -> String? in
            guard name.hasSuffix("_address"), !(isBridged && name.hasPrefix("ipmi_")) else { return nil }
            return value.string.map(host)
        }
        return Set(addresses.filter { !isLoopback($0) })
    }

    /// The host of a URL, or the text as it is, in small letters.
    private static func host(of text: String) -> String {
        var rest = text.lowercased()[...]
        guard let scheme = rest.range(of: "//") else { return String(rest) }
        rest = rest[scheme.upperBound...].prefix { $0 != "/" }
        if let user = rest.lastIndex(of: "@") { rest = rest[rest.index(after: user)...] }
        if rest.first == "[" { return String(rest.dropFirst().prefix { $0 != "]" }) }
        return String(rest.prefix { $0 != ":" })
    }

    private static func isLoopback(_ address: String) -> Bool {
        address.isEmpty || address == "localhost" || address == "::1" || address.hasPrefix("127.")
    }
}
