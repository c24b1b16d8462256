import IngotHardware
import IngotModel

/// The management interface `noop`: nobody can tell the machine what to boot from, so its own order must be right
/// (peer: ironic's `NoopManagement`).
package struct NoopManagement: ManagementInterface {
    package let name = "noop"

    package init() {}

    package func validate(_ task: NodeTask) async throws {}

    package func supportedBootDevices(of task: NodeTask) async throws -> [String] { ["disk", "pxe"] }

    package func bootDevice(of task: NodeTask) async throws -> BootDevice {
        BootDevice(name: "pxe", isPersistent: true)
    }

    package func setBootDevice(_ device: BootDevice, of task: NodeTask) async throws -> NodeChanges { NodeChanges() }
}
