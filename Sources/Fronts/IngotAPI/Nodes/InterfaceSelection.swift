import IngotModel

/// Chooses and checks a node's interfaces by what the running conductors offer.
///
/// Contract: `hardware.json`, `default_selection` and `explicit_selection`.
struct InterfaceSelection {
    let offers: [OfferedInterface]

    /// Gives a node whose driver is supported a default for every kind it leaves open, and checks the rest.
    ///
    /// - Throws: ``APIError`` (400).
    func settle(_ node: inout Node) throws {
        let own = offers.filter { $0.hardwareType == node.driver }
        for kind in InterfaceKind.allCases {
            if let chosen = node.interfaces[kind] {
                try check(chosen, kind, node.driver, own)
            } else {
                node.interfaces[kind] = own.first { $0.kind == kind && $0.isDefault }?.implementation
            }
        }
    }

    private func check(_ chosen: String, _ kind: InterfaceKind, _ driver: String, _ own: [OfferedInterface]) throws {
        if own.contains(where: { $0.kind == kind && $0.implementation == chosen }) { return }
        let possible = own.filter { $0.kind == kind }.map(\.implementation).sorted().joined(separator: ", ")
        let isKnown = offers.contains { $0.kind == kind && $0.implementation == chosen }
        let reason = isKnown ? "the driver '\(driver)' does not support it" : "no running conductor has it enabled"
        throw APIError.invalid(
            "The \(kind.rawValue) interface '\(chosen)' cannot be used: \(reason). Possible: \(possible)",
            code: isKnown ? "incompatible_interface" : "interface_not_found")
    }
}
