import IngotContracts
import IngotModel
import Logging

/// Erases one disk the best way it offers: the controller's own command for NVMe, overwriting for all others.
///
/// The flags come from the node's `driver_internal_info` as conductors of the field write them.
struct DiskErasure: Sendable {
    let eraser: DiskEraser
    let flags: JSONValue
    /// Never overwrites: metadata only where the disk has no command of its own.
    let isExpress: Bool
    let machine: any Machine
    let logger: Logger

    var concurrency: Int { max(1, flags["disk_erasure_concurrency"]?.integer ?? 1) }

    /// - Returns: In a few words, what was done.
    func erase(_ disk: BlockDevice) async throws -> String {
        if disk.transport == "nvme", flags["agent_enable_nvme_secure_erase"]?.bool ?? true {
            do {
                try await format(disk)
                return "formatted by the NVMe controller"
            } catch let error as AgentCommandError where isExpress || mayContinue {
                logger.warning("NVMe formatting failed", metadata: ["disk": "\(disk.name)", "error": "\(error)"])
            }
        }
        if isExpress {
            try await eraser.eraseMetadata(of: disk)
            return "metadata erased"
        }
        let rounds = max(0, flags["agent_erase_devices_iterations"]?.integer ?? 1)
        let zeroize = flags["agent_erase_devices_zeroize"]?.bool ?? true
        guard rounds > 0 || zeroize else {
            throw AgentCommandError(
                .deviceErase, "\(disk.name) can only be overwritten, but the settings forbid every way to do it")
        }
        try await eraser.overwrite(disk, rounds: rounds, zeroize: zeroize)
        return "overwritten \(rounds) times\(zeroize ? ", then with zeros" : "")"
    }

    private var mayContinue: Bool {
        (flags["agent_continue_if_secure_erase_failed"] ?? flags["agent_continue_if_ata_erase_failed"])?.bool ?? false
    }

    /// Cryptographic erasure where the controller can (bit 2 of its format attributes), else user data erasure.
    private func format(_ disk: BlockDevice) async throws {
        let tool = ExternalTool("nvme", logger: logger)
        let path = machine.path(of: disk)
        let text = try await tool.require(["id-ctrl", path, "-o", "json"], .deviceErase)
        let attributes = (try? JSONValue.parse(text))?["fna"]?.integer ?? 0
        try await tool.require(["format", path, "-s", attributes & 4 != 0 ? "2" : "1", "-f"], .deviceErase)
    }
}
