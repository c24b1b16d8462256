extension HardwareCatalog {
    /// The names of the power interfaces that see the machine's power by their own means.
    package var observingPowerInterfaces: [String] {
        Set(types.flatMap { $0.interfaces[.power] ?? [] }).filter { name in
            (named(name, .power) as? any PowerInterface)?.observesPower ?? false
        }.sorted()
    }
}
