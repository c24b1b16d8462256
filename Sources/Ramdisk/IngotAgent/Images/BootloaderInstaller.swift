import Glibc
import IngotContracts
import IngotModel
import Logging
import NIOPosix

/// Makes the firmware's boot entry for an image: the command `image.install_bootloader`.
///
/// Under UEFI the loaders on the EFI system partition are entered with `efibootmgr`. Under BIOS a whole-disk image
/// brings its own boot code, and there is nothing to do.
struct BootloaderInstaller: Sendable {
    let machine: any Machine
    let configuration: AgentConfiguration
    let images: ImageStation
    let logger: Logger

    /// Loaders in the order in which they are looked for, below `EFI/`.
    private static let loaders = [
        "bootx64.efi", "bootaa64.efi", "bootia32.efi", "bootia64.efi", "bootarm.efi", "bootriscv64.efi", "grubaa64.efi",
        "winload.efi",
    ]

    func install(_ arguments: CommandArguments) async throws {
        guard arguments["target_boot_mode"]?.string == "uefi" else { return try checkLegacy(arguments) }
        let mayFail = arguments["ignore_bootloader_failure"]?.bool ?? configuration.ignoresBootloaderFailure
        do {
            try await makeEntries()
        } catch let error as AgentCommandError where mayFail {
            logger.warning("No boot entry was made; told to go on", metadata: ["error": "\(error.details)"])
        }
    }

    private func checkLegacy(_ arguments: CommandArguments) throws {
        let root = arguments["root_uuid"]?.string ?? ""
        let isWholeDisk = images.installed?.table.diskIdentifierText == root
        guard root.isEmpty || root == "0x00000000" || isWholeDisk else {
            throw AgentCommandError(
                .invalidImage,
                "root_uuid \(root) is not the disk this agent has written, and installing a BIOS boot loader runs code of"
                    + " the image, which this agent does not do; use a whole-disk image")
        }
    }

    private func makeEntries() async throws {
        guard let (disk, table) = images.installed else {
            throw AgentCommandError(.deviceNotFound, "no image has been written in this life of the agent")
        }
        guard let system = table.partitions.first(where: \.isSystem) else {
            throw AgentCommandError(.deviceNotFound, "\(disk.name) has no EFI system partition")
        }
        guard try await machine.inventory().boot.currentBootMode == "uefi" else {
            throw AgentCommandError(
                .invalidImage, "the machine was booted by BIOS, so UEFI boot entries cannot be made; boot it by UEFI")
        }
        let files = try await loaderFiles(node(of: disk, system.number))
        guard !files.isEmpty else {
            throw AgentCommandError(
                .invalidImage,
                "the EFI system partition of \(disk.name) has none of \(Self.loaders.joined(separator: ", "))")
        }
        let tool = ExternalTool("efibootmgr", logger: logger)
        for (index, file) in files.enumerated() {
            let label = "ingot\(index + 1)"
            try await removeEntries(named: label, tool)
            let path = "\\" + file.split(separator: "/").joined(separator: "\\")
            try await tool.require(
                ["-c", "-d", machine.path(of: disk), "-p", "\(system.number)", "-w", "-L", label, "-l", path],
                .deployment)
        }
    }

    private func removeEntries(named label: String, _ tool: ExternalTool) async throws {
        let listing = try await tool.require([], .deployment)
        for line in listing.split(separator: "\n") where line.hasPrefix("Boot") && line.contains(" \(label)") {
            let number = line.dropFirst(4).prefix(4)
            guard number.count == 4, number.allSatisfy(\.isHexDigit) else { continue }
            try await tool.require(["-b", String(number), "-B"], .deployment)
        }
    }

    /// `/dev/sda1`, but `/dev/nvme0n1p1`.
    private func node(of disk: BlockDevice, _ number: Int) -> String {
        disk.name + (disk.name.last?.isNumber == true ? "p" : "") + "\(number)"
    }

    /// The loaders on the partition, as paths from its root.
    private func loaderFiles(_ partition: String) async throws -> [String] {
        let point = "\(configuration.temporaryDirectory)/esp"
        return try await NIOThreadPool.singleton.runIfActive {
            mkdir(point, 0o700)
            guard mount(partition, point, "vfat", UInt(MS_RDONLY), nil) == 0 else {
                throw AgentCommandError(
                    .deployment,
                    "\(partition) could not be mounted as vfat: \(String(cString: strerror(errno)));"
                        + " the ramdisk's kernel needs the modules vfat and nls")
            }
            defer {
                umount(point)
                rmdir(point)
            }
            return SystemFile.names(in: "\(point)/EFI").flatMap { folder in
                SystemFile.names(in: "\(point)/EFI/\(folder)").filter { Self.loaders.contains($0.lowercased()) }
                    .map { "EFI/\(folder)/\($0)" }
            }
        }
    }
}
