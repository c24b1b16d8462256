import IngotContracts
import IngotModel
import Logging

/// Puts an instance's config drive onto the disk beside its image.
///
/// A partition that the image brings for it (file system label `config-2`) is used; otherwise one is made at the end of
/// the disk, as the Bare Metal service's agent does.
struct ConfigDriveWriter: Sendable {
    /// The largest config drive that is written beside a whole-disk image, in bytes.
    static let limit = 64 << 20

    let configuration: AgentConfiguration
    let machine: any Machine
    let logger: Logger

    private var layout: DiskLayout { DiskLayout(machine: machine, configuration: configuration, logger: logger) }

    /// - Parameter source: Base64 of gzip, or a URL to that or to the plain file system.
    /// - Throws: ``AgentCommandError``.
    func write(_ source: String, to disk: BlockDevice, _ table: PartitionTable) async throws {
        let content = try await content(of: source)
        guard !content.isEmpty, content.count <= Self.limit else {
            throw AgentCommandError(
                .deployment, "the config drive has \(content.count) bytes; 1 to \(Self.limit) can be written")
        }
        let existing = try await existingPartition(disk, table)
        let partition: PartitionTable.Partition
        if let existing {
            partition = existing
        } else {
            partition = try await makePartition(disk, table)
        }
        guard content.count <= partition.size else {
            throw AgentCommandError(
                .deployment,
                "the config drive has \(content.count) bytes, its partition \(partition.number) on \(disk.name) only"
                    + " \(partition.size)")
        }
        try await layout.writing(disk) { file in
            try file.write(content, at: partition.start)
            try file.settle()
        }
        try await machine.partitionsChanged(on: disk)
        logger.info(
            "The config drive is written",
            metadata: [
                "disk": "\(disk.name)", "partition": "\(partition.number)", "bytes": "\(content.count)",
                "reused": "\(existing != nil)",
            ])
    }

    // MARK: Content

    private func content(of source: String) async throws -> [UInt8] {
        var bytes = Array(source.utf8)
        if source.hasPrefix("http://") || source.hasPrefix("https://") {
            bytes = try await ImageServer(configuration: configuration, logger: logger)
                .fetch(source, for: nil, limit: 2 * Self.limit)
        }
        if let decoded = Base64.decode(String(decoding: bytes.prefix(4), as: UTF8.self)), !decoded.isEmpty,
            let all = Base64.decode(String(decoding: bytes, as: UTF8.self))
        {
            bytes = all
        }
        guard bytes.starts(with: [0x1F, 0x8B]) else { return bytes }
        let unpacked = try? await ExternalTool("gzip", logger: logger).filter(bytes, ["-dc"], limit: Self.limit + 1)
        guard let unpacked else {
            throw AgentCommandError(
                .deployment, "the config drive is no valid gzip, or unpacks to more than \(Self.limit) bytes")
        }
        return unpacked
    }

    // MARK: Place

    private func existingPartition(_ disk: BlockDevice, _ table: PartitionTable) async throws
        -> PartitionTable.Partition?
    {
        try await layout.reading(disk) { file in
            try table.partitions.first { partition in
                try FileSystemSignature.read(file, at: partition.start).label?.lowercased() == "config-2"
            }
        }
    }

    private func makePartition(_ disk: BlockDevice, _ table: PartitionTable) async throws -> PartitionTable.Partition {
        switch table.kind {
        case .guid: try await ConfigDrivePartition.makeGUID(on: disk, path: machine.path(of: disk), logger: logger)
        case .masterBootRecord:
            try await layout.writing(disk) { try ConfigDrivePartition.makeMasterBootRecord($0, table) }
        }
        try await machine.partitionsChanged(on: disk)
        let known = Set(table.partitions.map(\.start))
        guard let made = try await layout.table(of: disk)?.partitions.first(where: { !known.contains($0.start) }) else {
            throw AgentCommandError(.deployment, "the partition made for the config drive on \(disk.name) is not there")
        }
        return made
    }
}
