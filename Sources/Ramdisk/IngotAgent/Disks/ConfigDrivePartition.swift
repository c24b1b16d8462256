import IngotContracts
import IngotModel
import Logging

/// Makes the partition for a config drive in the last 64 MiB of a disk.
enum ConfigDrivePartition {
    private static let size: Int64 = 64 << 20
    /// The number of sectors that a master boot record can count.
    private static let sectorLimit: Int64 = 1 << 32

    static func makeGUID(on disk: BlockDevice, path: String, logger: Logger) async throws {
        try await ExternalTool("sgdisk", logger: logger).require(
            ["-n", "0:-64M:0", "-u", "0:R", "-c", "0:config-2", path], .deployment)
    }

    /// Fills a free entry of the master boot record; by custom at most three are used, so that one stays for more.
    static func makeMasterBootRecord(_ disk: DiskFile, _ table: PartitionTable) throws {
        let sector = Int64(table.sectorSize)
        let sectors = min(try disk.size() / sector, sectorLimit)
        let length = size / sector
        let start = (sectors - length) / (1 << 20 / sector) * (1 << 20 / sector)
        let taken = table.partitions.map(\.number)
        guard table.partitions.count <= 3, let number = (1...4).first(where: { !taken.contains($0) }) else {
            throw AgentCommandError(
                .deployment, "\(disk.path) has no free entry in its partition table for the config drive")
        }
        guard start > 0, table.partitions.allSatisfy({ $0.end <= start * sector }) else {
            throw AgentCommandError(
                .deployment,
                "the last 64 MiB of \(disk.path) belong to a partition of the image; there is no place for the config"
                    + " drive. Choose a larger disk or an image with a config-2 partition")
        }
        var record = try disk.read(at: 0, count: 512)
        var entry: [UInt8] = [0, 0xFE, 0xFF, 0xFF, 0x0C, 0xFE, 0xFF, 0xFF]
        for value in [start, sectors - start] {
            entry += (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        record.replaceSubrange((446 + 16 * (number - 1))..<(462 + 16 * (number - 1)), with: entry)
        try disk.write(record, at: 0)
        try disk.settle()
    }
}
