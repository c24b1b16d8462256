import IngotContracts
import IngotModel
import Logging

/// Gathers what tells of the machine's state: the answer to `log.collect_system_logs`.
struct SystemLogs: Sendable {
    /// Kernel files that go into the archive, by the name they get there.
    private static let files = [
        ("mdstat", "/proc/mdstat"), ("mount", "/proc/self/mountinfo"), ("partitions", "/proc/partitions"),
        ("interrupts", "/proc/interrupts"), ("modules", "/proc/modules"), ("meminfo", "/proc/meminfo"),
    ]

    let machine: any Machine
    let ring: LogRing?
    let logger: Logger

    /// A `tar` archive, compressed with `gzip`.
    func archive() async throws -> [UInt8] {
        var archive = TapeArchive()
        archive.add("agent.log", Array((ring?.text ?? "").utf8))
        archive.add("cmdline", Array(Self.maskedCommandLine.utf8))
        for (name, path) in Self.files {
            if let bytes = SystemFile.bytes(path) { archive.add(name, bytes) }
        }
        if let inventory = try? await machine.inventory() {
            archive.add("inventory.json", inventory.json.serializedBytes())
        }
        if let kernel = try? await ExternalTool("dmesg", logger: logger).run([], limit: 4 << 20), kernel.isSuccess {
            archive.add("dmesg", Array(kernel.output.utf8))
        }
        let packed = try await ExternalTool("gzip", logger: logger).filter(archive.finished(), ["-c"], limit: 64 << 20)
        guard let packed else { throw AgentCommandError(.execution, "gzip could not pack the system logs") }
        return packed
    }

    /// The kernel's parameters without the token, for the archive leaves the machine.
    private static var maskedCommandLine: String {
        (SystemFile.text("/proc/cmdline") ?? "").split(separator: " ").map { word in
            word.hasPrefix("ipa-agent-token=") ? "ipa-agent-token=\(Secret.mask)" : String(word)
        }.joined(separator: " ")
    }
}
