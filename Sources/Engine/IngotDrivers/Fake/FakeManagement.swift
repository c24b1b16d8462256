import IngotHardware
import IngotModel

/// The management interface `fake`: remembers on the node whatever it is told (peer: ironic's `FakeManagement`, which
/// forgets boot devices and knows neither boot modes, interrupts nor virtual media).
package struct FakeManagement: ManagementInterface, SupportsNonMaskableInterrupt, SupportsBootMode {
    package let name = "fake"

    package init() {}

    package func validate(_ task: NodeTask) async throws {}

    package func supportedBootDevices(of task: NodeTask) async throws -> [String] { ["pxe"] }

    package func bootDevice(of task: NodeTask) async throws -> BootDevice {
        let kept = task.node.driverInternalInfo[Self.bootDeviceKey]
        return BootDevice(
            name: kept?["boot_device"]?.string ?? "pxe", isPersistent: kept?["persistent"]?.bool ?? false)
    }

    package func setBootDevice(_ device: BootDevice, of task: NodeTask) async throws -> NodeChanges {
        NodeChanges(internalInfo: [
            Self.bootDeviceKey: ["boot_device": JSONValue(device.name), "persistent": JSONValue(device.isPersistent)]
        ])
    }

    package func injectInterrupt(into task: NodeTask) async throws {}

    package func setBootMode(_ mode: BootMode, of task: NodeTask) async throws -> NodeChanges {
        var changes = NodeChanges()
        changes.bootMode = mode.rawValue
        return changes
    }

    package func setSecureBoot(_ state: SecureBoot, of task: NodeTask) async throws -> NodeChanges {
        var changes = NodeChanges()
        changes.secureBoot = state == .on
        return changes
    }

    private static let bootDeviceKey = "fake_boot_device"
}
