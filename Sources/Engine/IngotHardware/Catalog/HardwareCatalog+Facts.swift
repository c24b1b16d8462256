import IngotModel

extension HardwareCatalog {
    /// What each hardware type tells of itself, read from the interfaces that it prefers.
    package var facts: [DriverFacts] {
        types.map { type in
            let preferred = InterfaceKind.allCases.compactMap { kind in
                type.interfaces[kind]?.first.flatMap { named($0, kind) }
            }
            let raid = preferred.lazy.compactMap { $0 as? any RAIDInterface }.first
            let vendor = preferred.lazy.compactMap { $0 as? any VendorInterface }.first
            return DriverFacts(
                hardwareType: type.name,
                properties: preferred.reduce(into: [:]) { $0.merge($1.properties) { first, _ in first } },
                logicalDiskProperties: raid?.logicalDiskProperties,
                vendorMethods: (vendor?.driverMethods ?? []).reduce(into: [:]) { $0[$1.name] = $1.json })
        }
    }
}
