import IngotDrivers
import IngotHardware
import IngotModel

/// What the lab's nodes are made of: interfaces of its own and the shipped fake ones, all behind a seam.
enum LabHardware {
    static let worldInterfaces: [InterfaceKind: String] = [
        .deploy: "world", .inspect: "world", .management: "noop", .power: "world", .rescue: "world",
    ]

    static let fakeInterfaces: [InterfaceKind: String] = [
        .bios: "fake", .console: "fake", .deploy: "fake", .firmware: "fake", .inspect: "fake", .management: "fake",
        .network: "noop", .power: "fake", .raid: "fake", .rescue: "fake", .vendor: "fake",
    ]

    static func catalog(_ world: World, failure: String?, _ seam: any Seam) throws -> HardwareCatalog {
        try HardwareCatalog(
            types: [
                HardwareType(
                    name: "world",
                    interfaces: [.deploy: ["world"], .power: ["fake", "world"], .management: ["noop"]])
            ],
            implementations: [
                .deploy: [
                    SeamDeploy(base: WorldDeploy(world: world, failure: failure), seam: seam),
                    SeamDeploy(base: FakeDeploy(delay: .seconds(5)), seam: seam),
                ],
                .power: [
                    SeamPower(base: WorldPower(world: world), seam: seam),
                    SeamPower(base: FakePower(delay: .seconds(1)), seam: seam),
                ],
                .inspect: [
                    SeamInspect(base: WorldInspect(world: world), seam: seam),
                    SeamInspect(base: FakeInspect(delay: .seconds(5)), seam: seam), PassiveInterface("no-inspect"),
                ],
                .rescue: [
                    SeamRescue(base: WorldRescue(world: world), seam: seam),
                    SeamRescue(base: FakeRescue(delay: .seconds(5)), seam: seam), PassiveInterface("no-rescue"),
                ],
                .bios: [SeamSteps(base: FakeBIOS(delay: .seconds(5)), seam: seam), PassiveInterface("no-bios")],
                .firmware: [
                    SeamSteps(base: FakeFirmware(delay: .seconds(5)), seam: seam), PassiveInterface("no-firmware"),
                ],
                .vendor: [SeamVendor(base: FakeVendor(delay: .seconds(5)), seam: seam), PassiveInterface("no-vendor")],
                .console: [FakeConsole(), PassiveInterface("no-console")],
                .management: [FakeManagement(), NoopManagement()], .network: [NoopNetwork()],
                .raid: [FakeRAID(), PassiveInterface("no-raid")],
            ])
    }
}
