import IngotContracts
import IngotModel

/// How the agent leaves the machine.
package enum RestartAction: String, Sendable, Hashable {
    case reboot
    case powerOff = "power off"
}

/// The machine that an agent looks after: everything it reads from or does to hardware goes through here.
///
/// ``LinuxMachine`` is the real one; ``SimulatedMachine`` has files for disks and a closure for the reboot, so that an
/// agent can live inside a test beside a real conductor.
package protocol Machine: Sendable {
    /// What the machine is made of, disks included.
    func inventory() async throws -> HardwareInventory
    /// The whole disks that an image could be written to, in the machine's order, read-only and removable ones included.
    func disks() async throws -> [BlockDevice]
    /// Where a disk's bytes are read and written.
    func path(of disk: BlockDevice) -> String
    /// Why nothing here may be written or erased; nil where it may.
    func reasonNotToWrite() async -> String?
    /// Makes the system see a disk's new partitions.
    func partitionsChanged(on disk: BlockDevice) async throws
    /// Brings everything that was written onto the disks.
    func flush(_ disks: [BlockDevice]) async throws
    /// Leaves: on real hardware this does not return.
    func restart(_ action: RestartAction) async throws
    /// Cuts the machine off, as somebody else may have taken its identity.
    func lockDown() async
}
