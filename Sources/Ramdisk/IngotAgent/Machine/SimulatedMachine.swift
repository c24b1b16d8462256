import IngotContracts
import IngotModel
import Synchronization

/// A machine whose disks are files and whose reboot is a closure: for tests and the lab.
package final class SimulatedMachine: Machine {
    /// A disk and the file that holds its bytes; the file's length is the disk's size.
    package struct Disk: Sendable {
        package var device: BlockDevice
        package var file: String

        package init(device: BlockDevice, file: String) {
            self.device = device
            self.file = file
        }
    }

    private let template: HardwareInventory
    private let installed: [Disk]
    private let onRestart: @Sendable (RestartAction) async -> Void
    private let isLocked = Mutex(false)

    /// - Parameters:
    ///   - interfaces: The network cards; their link addresses are what the conductor knows the machine by.
    ///   - disks: The disks with their files, in the order in which the machine lists them.
    ///   - onRestart: Called when the agent leaves; the agent's `run()` returns afterwards.
    package init(
        interfaces: [InventoryInterface], disks: [Disk], bootMode: String = "bios", hostname: String = "simulated",
        memoryMiB: Int = 4096, processors: Int = 2,
        onRestart: @escaping @Sendable (RestartAction) async -> Void = { _ in }
    ) {
        installed = disks
        self.onRestart = onRestart
        template = HardwareInventory(
            interfaces: interfaces,
            cpu: InventoryCPU(
                modelName: "Simulated CPU", frequency: "2000.0000", count: processors, architecture: "x86_64",
                flags: ["fpu"], socketCount: 1),
            disks: disks.map(\.device),
            memory: InventoryMemory(total: Int64(memoryMiB) << 20, physicalMiB: memoryMiB),
            systemVendor: InventorySystemVendor(
                productName: "Simulated Machine", serialNumber: "SIM0001", manufacturer: "Ingot"),
            boot: InventoryBoot(currentBootMode: bootMode, pxeInterface: nil), hostname: hostname)
    }

    package func inventory() async throws -> HardwareInventory { template }
    package func disks() async throws -> [BlockDevice] { installed.map(\.device) }

    package func path(of disk: BlockDevice) -> String {
        installed.first { $0.device.name == disk.name }?.file ?? disk.name
    }

    package func reasonNotToWrite() async -> String? { nil }
    package func partitionsChanged(on disk: BlockDevice) async throws {}
    package func flush(_ disks: [BlockDevice]) async throws {}
    package func restart(_ action: RestartAction) async throws { await onRestart(action) }
    package func lockDown() async { isLocked.withLock { $0 = true } }

    /// Whether the agent has cut the machine off.
    package var isLockedDown: Bool { isLocked.withLock { $0 } }
}
