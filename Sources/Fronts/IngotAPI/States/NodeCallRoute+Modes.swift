/// How a node's firmware boots.
extension NodeCallRoute {
    static let modes = [
        NodeCallRoute(
            .put, "states/boot_mode", .bootModeSet, since: 76, "baremetal:node:set_boot_mode",
            taking: [Argument("target", .choice(["bios", "uefi"]), required: true)], answering: .accepted(at: "states"),
            "Has a node boot by BIOS or UEFI."),
        NodeCallRoute(
            .put, "states/secure_boot", .secureBootSet, since: 76, "baremetal:node:set_secure_boot",
            taking: [Argument("target", .flag, required: true)], answering: .accepted(at: "states"),
            "Switches secure boot on or off."),
    ]
}
