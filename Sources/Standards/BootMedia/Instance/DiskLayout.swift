/// The partitions of an instance image: one for GRUB's core image, one for the system.
///
/// Nothing follows the system partition but the backup of the partition table, so that whoever writes the image to a
/// larger disk finds the room behind it free.
struct DiskLayout: Sendable, Hashable {
    static let sectorSize = 512
    static let sectorsPerMiB = 2048

    /// The system partition's size in MiB.
    let systemMiB: Int

    /// The partition that holds GRUB's core image: the second MiB of the disk.
    let coreStart = sectorsPerMiB
    let coreSectors = sectorsPerMiB
    let systemStart = 2 * sectorsPerMiB
    static let systemNumber = 2

    var systemOffset: Int { systemStart * Self.sectorSize }
    /// The image's whole size in bytes: a MiB before, GRUB's, the system's, and one for the table's backup.
    var imageSize: Int { (systemMiB + 3) << 20 }

    /// Writes an empty image of the right size with this partition table.
    func create(at path: String, systemUUID: String) async throws {
        let file = try OutputFile(path, .create)
        try file.seek(to: imageSize - 1)
        try file.write([0])
        try file.close()
        try await Tool.partition.run([
            "--clear", "--set-alignment=\(Self.sectorsPerMiB)",
            "--new=1:\(coreStart):\(coreStart + coreSectors - 1)", "--typecode=1:EF02", "--change-name=1:grub",
            "--new=\(Self.systemNumber):\(systemStart):\(systemStart + systemMiB * Self.sectorsPerMiB - 1)",
            "--typecode=\(Self.systemNumber):8300", "--change-name=\(Self.systemNumber):system",
            "--partition-guid=\(Self.systemNumber):\(systemUUID)", path,
        ])
    }

    /// Makes the system partition's file system with the content of a directory, in place: without loop devices.
    func fillSystem(of image: String, from directory: String, type: String, options: [String]) async throws {
        try await Tool.makeExtended.run(
            ["-q", "-F", "-t", type, "-d", directory, "-L", "ingot-system", "-m", "0"] + options
                + ["-E", "offset=\(systemOffset),root_owner=0:0", image, "\(systemMiB)m"])
    }
}
