import IngotModel

/// Chooses what a machine boots from.
package protocol ManagementInterface: HardwareInterface {
    /// The boot devices that the machine can be told to use, in the field's words.
    func supportedBootDevices(of task: NodeTask) async throws -> [String]

    func bootDevice(of task: NodeTask) async throws -> BootDevice

    /// - Throws: ``HardwareProblem`` for a device that is not supported.
    func setBootDevice(_ device: BootDevice, of task: NodeTask) async throws -> NodeChanges
}

/// What a machine boots from next.
package struct BootDevice: Sendable, Hashable {
    /// Such as `pxe` or `disk`; nil where the machine does not tell.
    package var name: String?
    /// Whether it holds beyond the next boot; nil where the machine does not tell.
    package var isPersistent: Bool?

    package init(name: String?, isPersistent: Bool?) {
        self.name = name
        self.isPersistent = isPersistent
    }
}

/// A management interface that can interrupt the running system for debugging.
package protocol SupportsNonMaskableInterrupt: ManagementInterface {
    func injectInterrupt(into task: NodeTask) async throws
}

/// A management interface that can switch between BIOS and UEFI, and secure boot on and off.
package protocol SupportsBootMode: ManagementInterface {
    func setBootMode(_ mode: BootMode, of task: NodeTask) async throws -> NodeChanges
    func setSecureBoot(_ state: SecureBoot, of task: NodeTask) async throws -> NodeChanges
}

package enum BootMode: String, Sendable, Hashable, CaseIterable {
    case bios, uefi
}

package enum SecureBoot: Sendable, Hashable {
    case on, off
}
