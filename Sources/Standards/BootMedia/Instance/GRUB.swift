#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Makes a disk image start GRUB under a BIOS, without asking GRUB's installer, which wants a real disk.
///
/// GRUB 2 starts in three steps: the boot sector loads one sector of the core image, that sector loads the rest, and
/// the core image runs the commands embedded in it. Both places where a loader is told what to load next are written
/// here, as `grub-bios-setup` would. Offsets: GRUB 2, `include/grub/i386/pc/boot.h` and `grub-core/boot/i386/pc`.
struct GRUB: Sendable {
    private static let directory = "/usr/lib/grub/i386-pc"
    private static let modules = ["biosdisk", "part_gpt", "ext2", "linux", "serial", "terminal", "test", "reboot"]

    /// Commands that run at boot, one per line.
    let commands: [String]

    /// Commands that start a kernel of the system partition, telling it where it came from.
    init(kernel: String, initrd: String, parameters: [String]) {
        commands = [
            "serial --unit=0 --speed=115200", "terminal_output console serial",
            (["linux", kernel] + parameters).joined(separator: " "), "initrd \(initrd)", "boot",
        ]
    }

    func install(on image: String, layout: DiskLayout, workspace: Workspace) async throws {
        guard let bootSector = try? Data(contentsOf: URL(filePath: "\(Self.directory)/boot.img")) else {
            throw BuildError(
                "Reading GRUB's boot sector", evidence: "there is no \(Self.directory)/boot.img",
                advice: "Install it: apt-get install grub-pc-bin")
        }
        let configuration = try workspace.write(commands.joined(separator: "\n") + "\n", to: "grub.cfg")
        let coreFile = "\(workspace.path)/core.img"
        try await Tool.makeGRUBImage.run(
            ["-O", "i386-pc", "-d", Self.directory, "-o", coreFile, "-c", configuration]
                + ["-p", "(,gpt\(DiskLayout.systemNumber))/boot/grub"] + Self.modules)
        let core = [UInt8](try Data(contentsOf: URL(filePath: coreFile)))
        try await BlockingWork.run {
            let output = try OutputFile(image, .change)
            try output.write(Self.bootSector([UInt8](bootSector), coreStart: layout.coreStart))
            try output.seek(to: layout.coreStart * DiskLayout.sectorSize)
            try output.write(try Self.core(core, layout: layout))
            try output.close()
        }
    }

    /// The boot sector's code, up to where the partition table's part of the sector begins.
    static func bootSector(_ template: [UInt8], coreStart: Int) -> [UInt8] {
        var sector = Array(template.prefix(440))
        // The disk to load from is the one the BIOS booted; the check that is made for floppies is skipped.
        sector[0x64] = 0xFF
        sector.replaceSubrange(0x66..<0x68, with: [0x90, 0x90])
        sector.replaceSubrange(0x5C..<0x64, with: littleEndian(UInt64(coreStart)))
        return sector
    }

    /// The core image with the place of its own rest written into its first sector.
    static func core(_ image: [UInt8], layout: DiskLayout) throws -> [UInt8] {
        let sectors = (image.count + DiskLayout.sectorSize - 1) / DiskLayout.sectorSize
        guard sectors > 1, sectors <= layout.coreSectors else {
            throw BuildError(
                "Installing GRUB", evidence: "its core image has \(sectors) sectors, room is for \(layout.coreSectors)",
                advice: "Report this with the version of grub-pc-bin")
        }
        var core = image
        // The block list is the last twelve bytes of the first sector: start, count, and segment to load to.
        let list = littleEndian(UInt64(layout.coreStart + 1)) + littleEndian(UInt16(sectors - 1))
        core.replaceSubrange(500..<510, with: list)
        return core
    }

    private static func littleEndian<Integer: FixedWidthInteger>(_ value: Integer) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}
