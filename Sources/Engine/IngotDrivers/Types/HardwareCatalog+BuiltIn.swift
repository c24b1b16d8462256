import IngotHardware
import IngotModel

/// What the built-in drivers need from the program that puts them together.
package struct DriverParts: Sendable {
    package var agent: AgentClient
    package var agentSettings: AgentClientSettings
    package var images: ImageSource
    /// How long each step of the fake hardware pretends to work.
    package var fakeDelay: Duration

    package init(agent: AgentClient, agentSettings: AgentClientSettings, images: ImageSource, fakeDelay: Duration) {
        self.agent = agent
        self.agentSettings = agentSettings
        self.images = images
        self.fakeDelay = fakeDelay
    }
}

extension HardwareCatalog {
    /// The hardware types that this build knows; configuration says which of them are enabled.
    package static let builtInTypes = ["manual-management", "fake-hardware"]

    /// The catalog of the enabled hardware types.
    ///
    /// - Throws: ``CatalogFault`` where `enabled` names a type that is not built in.
    package static func builtIn(enabled: [String], _ parts: DriverParts) throws(CatalogFault) -> HardwareCatalog {
        var types: [HardwareType] = []
        for name in enabled {
            guard let type = [manualManagement, fakeHardware].first(where: { $0.name == name }) else {
                throw CatalogFault(
                    description:
                        "there is no hardware type '\(name)'; built in are: \(builtInTypes.joined(separator: ", "))")
            }
            types.append(type)
        }
        return try HardwareCatalog(types: types, implementations: implementations(parts))
    }

    private static let manualManagement = HardwareType(
        name: "manual-management",
        interfaces: [
            .bios: ["no-bios"], .boot: ["ipxe", "pxe"], .console: ["no-console"], .deploy: ["direct"],
            .firmware: ["no-firmware"], .inspect: ["no-inspect"], .management: ["noop"], .network: ["noop"],
            .power: ["agent"], .raid: ["no-raid"], .rescue: ["no-rescue"], .storage: ["noop"], .vendor: ["no-vendor"],
        ])

    /// The peer checks no compatibility here: any implementation may be set on a fake node.
    private static let fakeHardware = HardwareType(
        name: "fake-hardware",
        interfaces: [
            .bios: ["fake", "no-bios"], .boot: ["fake", "ipxe", "pxe"], .console: ["fake", "no-console"],
            .deploy: ["fake", "direct"], .firmware: ["fake", "no-firmware"], .inspect: ["fake", "no-inspect"],
            .management: ["fake", "noop"], .network: ["noop"], .power: ["fake", "agent"], .raid: ["fake", "no-raid"],
            .rescue: ["fake", "no-rescue"], .storage: ["fake", "noop"], .vendor: ["fake", "no-vendor"],
        ])

    private static let ramdiskProperties = [
        "deploy_kernel": "The kernel of the deploy ramdisk, for booting it over the network.",
        "deploy_ramdisk": "The initial file system of the deploy ramdisk, for booting it over the network.",
    ]

    private static func implementations(_ parts: DriverParts) -> [InterfaceKind: [any HardwareInterface]] {
        [
            .bios: [FakeBIOS(delay: parts.fakeDelay), PassiveInterface("no-bios")],
            .boot: [
                PassiveInterface("fake"), PassiveInterface("ipxe", properties: ramdiskProperties),
                PassiveInterface("pxe", properties: ramdiskProperties),
            ],
            .deploy: [
                FakeDeploy(delay: parts.fakeDelay),
                DirectDeploy(client: parts.agent, settings: parts.agentSettings, images: parts.images),
            ],
            .console: [FakeConsole(), PassiveInterface("no-console")],
            .firmware: [FakeFirmware(delay: parts.fakeDelay), PassiveInterface("no-firmware")],
            .inspect: [FakeInspect(delay: parts.fakeDelay), PassiveInterface("no-inspect")],
            .management: [FakeManagement(), NoopManagement()],
            .network: [NoopNetwork()],
            .raid: [FakeRAID(), PassiveInterface("no-raid")],
            .power: [
                FakePower(delay: parts.fakeDelay), AgentPower(client: parts.agent, settings: parts.agentSettings),
            ],
            .rescue: [FakeRescue(delay: parts.fakeDelay), PassiveInterface("no-rescue")],
            .storage: [PassiveInterface("fake"), PassiveInterface("noop")],
            .vendor: [FakeVendor(delay: parts.fakeDelay), PassiveInterface("no-vendor")],
        ]
    }
}
