import IngotContracts
import IngotModel
import Logging
import Synchronization

/// Prepares the instance's disk, and remembers what stands on it.
final class ImageStation: Sendable {
    private struct Written {
        var image: String
        var disk: BlockDevice
        var table: PartitionTable
    }

    private let machine: any Machine
    private let configuration: AgentConfiguration
    private let session: AgentSession
    private let logger: Logger
    /// Looks the node up once more, for hints that were given after the boot.
    private let refresh: @Sendable () async -> JSONValue?
    private let written = Mutex<Written?>(nil)

    init(
        machine: any Machine, configuration: AgentConfiguration, session: AgentSession, logger: Logger,
        refresh: @escaping @Sendable () async -> JSONValue?
    ) {
        self.machine = machine
        self.configuration = configuration
        self.session = session
        self.logger = logger
        self.refresh = refresh
    }

    /// The disk that holds the instance's image and its partitions, once written.
    var installed: (disk: BlockDevice, table: PartitionTable)? {
        written.withLock { written in written.map { ($0.disk, $0.table) } }
    }

    /// Something else has written to the disks: the next order for the same image is carried out again.
    func forget() { written.withLock { $0 = nil } }

    /// The result of `standby.get_partition_uuids`: nothing before a write, then the disk's identifier.
    var partitionIdentifiers: JSONValue {
        guard let installed else { return [:] }
        return ["root uuid": .string(installed.table.diskIdentifierText)]
    }

    /// Refuses a description that cannot be used, as an HTTP answer of 400.
    func validate(_ value: JSONValue?) throws {
        _ = try image(value)
    }

    /// Writes image and config drive: the command `standby.prepare_image` and the step `write_image`.
    ///
    /// - Parameters:
    ///   - arguments: `image_info`, and `configdrive` or the one inside `image_info`.
    ///   - node: The node, for its root device hints.
    /// - Returns: An object whose `result` tells image, disk and root identifier, in the words conductors read.
    func prepare(_ arguments: [String: JSONValue], node: JSONValue?) async throws -> JSONValue {
        let image = try image(arguments["image_info"])
        let disk = try await installDisk(for: node)
        let table = try await write(image, to: disk)
        if let drive = arguments["configdrive"]?.string ?? image.configDrive, !drive.isEmpty {
            try await ConfigDriveWriter(configuration: configuration, machine: machine, logger: logger)
                .write(drive, to: disk, table)
        }
        let text =
            "prepare_image: image (\(image.id)) written to device \(disk.name) root_uuid=\(table.diskIdentifierText)"
        return ["result": .string(text)]
    }

    private func write(_ image: ImageInfo, to disk: BlockDevice) async throws -> PartitionTable {
        let earlier = written.withLock { $0 }
        // A disk that has got a config drive since is written anew: an instance must not find the drive of before.
        if let earlier, earlier.image == image.id, earlier.disk.name == disk.name,
            try await DiskLayout(machine: machine, configuration: configuration, logger: logger).table(of: disk)
                == earlier.table
        {
            logger.info("The image stands on the disk already", metadata: ["disk": "\(disk.name)"])
            return earlier.table
        }
        // A failed attempt leaves a disk of which nothing can be said.
        written.withLock { $0 = nil }
        let table = try await writer.write(image, to: disk)
        written.withLock { $0 = Written(image: image.id, disk: disk, table: table) }
        return table
    }

    private var effectiveConfiguration: AgentConfiguration {
        var effective = configuration
        if session.wishes?.isMD5Allowed == true { effective.isMD5Enabled = true }
        return effective
    }

    private var writer: ImageWriter {
        ImageWriter(
            configuration: effectiveConfiguration, machine: machine,
            permittedFormats: session.wishes?.permittedImageFormats ?? ["raw", "gpt", "qcow2"], logger: logger)
    }

    private func image(_ value: JSONValue?) throws -> ImageInfo {
        do {
            return try ImageInfo(value ?? .null, allowsMD5: effectiveConfiguration.isMD5Enabled)
        } catch {
            throw AgentCommandError(.invalidParameters, "\(error)")
        }
    }

    // MARK: Root device

    private func installDisk(for node: JSONValue?) async throws -> BlockDevice {
        let disks = try await machine.disks()
        let hints = try await hints(for: node)
        if let disk = DiskChoice(among: disks, hints: hints).chosen { return disk }
        guard hints != nil else {
            throw AgentCommandError(
                .deviceNotFound, "no disk of 4 GiB or more is there without root device hints; found \(shown(disks))")
        }
        throw AgentCommandError(
            .deviceNotFound,
            "no disk fulfils the root device hints \(hintsShown(node)); found \(shown(disks))."
                + " Correct root_device in the node's properties or instance_info")
    }

    private func hints(for node: JSONValue?) async throws -> RootDeviceHints? {
        do {
            if let hints = try effectiveHints(node) { return hints }
            return try effectiveHints(await refresh())
        } catch let error as RootDeviceHintError {
            throw AgentCommandError(.deviceNotFound, "\(error)")
        }
    }

    private func effectiveHints(_ node: JSONValue?) throws -> RootDeviceHints? {
        try RootDeviceHints.effective(instanceInfo: node?["instance_info"], properties: node?["properties"])
    }

    private func hintsShown(_ node: JSONValue?) -> String {
        (node?["instance_info"]?["root_device"] ?? node?["properties"]?["root_device"] ?? .null).serialized()
    }

    private func shown(_ disks: [BlockDevice]) -> String {
        if disks.isEmpty { return "no disk at all" }
        return disks.map { disk in
            let model = disk.model.map { ", \($0)" } ?? ""
            let serial = disk.serial.map { ", serial \($0)" } ?? ""
            return "\(disk.name) (\(disk.size / 1_073_741_824) GiB\(model)\(serial))"
        }.joined(separator: ", ")
    }
}
