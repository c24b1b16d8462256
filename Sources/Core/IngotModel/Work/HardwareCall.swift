/// Something that an interface of a node's driver does or tells at once, without a run; the raw value is the stored
/// word.
///
/// The calls are those behind the Bare Metal API's `management`, `states/console`, `states/boot_mode`,
/// `states/secure_boot`, `states/raid`, `vendor_passthru`, `vifs` and `vmedia`.
package enum HardwareCall: String, Sendable, Hashable, CaseIterable, Codable {
    case bootDeviceGet = "boot_device_get"
    case bootDeviceSet = "boot_device_set"
    case bootDeviceSupported = "boot_device_supported"
    case injectNMI = "inject_nmi"
    case indicators
    case indicatorGet = "indicator_get"
    case indicatorSet = "indicator_set"
    case bootModeSet = "boot_mode_set"
    case secureBootSet = "secure_boot_set"
    case virtualMediaList = "vmedia_list"
    case virtualMediaAttach = "vmedia_attach"
    case virtualMediaDetach = "vmedia_detach"
    case consoleGet = "console_get"
    case consoleSet = "console_set"
    case raidSet = "raid_set"
    case vendorMethods = "vendor_methods"
    case vendorCall = "vendor_call"
    case vifList = "vif_list"
    case vifAttach = "vif_attach"
    case vifDetach = "vif_detach"
}

extension HardwareCall {
    /// Whether the call acts on the machine or its record, and therefore needs the node's lease.
    ///
    /// A vendor's method may do without: then the interface says so.
    package var changesNode: Bool { !Self.questions.contains(self) }

    /// The kind of interface that answers.
    package var interface: InterfaceKind { Self.interfaces[self] ?? .management }

    private static let questions: Set<HardwareCall> = [
        .bootDeviceGet, .bootDeviceSupported, .indicators, .indicatorGet, .virtualMediaList, .consoleGet,
        .vendorMethods, .vifList,
    ]

    private static let interfaces: [HardwareCall: InterfaceKind] = [
        .consoleGet: .console, .consoleSet: .console, .raidSet: .raid, .vendorMethods: .vendor, .vendorCall: .vendor,
        .vifList: .network, .vifAttach: .network, .vifDetach: .network,
    ]
}
