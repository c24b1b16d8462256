/// What a node boots from, and the interrupt that wakes a stuck system.
extension NodeCallRoute {
    static let management = [
        NodeCallRoute(
            .get, "management/boot_device", .bootDeviceGet, "baremetal:node:get_boot_device",
            answering: .reply(
                "boot device",
                [
                    .init("boot_device", .anyText, nullable: true),
                    .init("persistent", .flag, nullable: true),
                ]),
            "Tells what a node boots from."),
        NodeCallRoute(
            .put, "management/boot_device", .bootDeviceSet, "baremetal:node:set_boot_device",
            taking: [Argument("boot_device", required: true), Argument("persistent", .flag)], answering: .nothing,
            "Sets what a node boots from, once or for good."),
        NodeCallRoute(
            .get, "management/boot_device/supported", .bootDeviceSupported, "baremetal:node:get_boot_device",
            answering: .reply("supported boot devices", [.init("supported_boot_devices", .texts)]),
            "Lists what a node can boot from."),
        NodeCallRoute(
            .put, "management/inject_nmi", .injectNMI, since: 29, "baremetal:node:inject_nmi", answering: .nothing,
            "Sends a node a non-maskable interrupt."),
    ]
}
