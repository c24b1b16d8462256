import IngotContracts
import IngotModel
import Logging
import NIOPosix

/// Brings a disk's partition table in order after an image was written, and reads it.
struct DiskLayout: Sendable {
    let machine: any Machine
    let configuration: AgentConfiguration
    let logger: Logger

    /// Moves a GPT's second copy to the disk's end, makes the kernel see the partitions, and returns them.
    ///
    /// - Throws: ``AgentCommandError`` of kind `deployment` where no partition can be seen.
    func settle(_ disk: BlockDevice) async throws -> PartitionTable {
        guard let table = try await table(of: disk), !table.partitions.isEmpty else {
            throw AgentCommandError(
                .deployment,
                "no partition can be seen on \(disk.name) after the image was written; the image must be a whole-disk"
                    + " image with a partition table")
        }
        if table.kind == .guid {
            try await ExternalTool("sgdisk", logger: logger).require(["-e", machine.path(of: disk)], .deployment)
        }
        try await machine.partitionsChanged(on: disk)
        return table
    }

    /// The disk's table as its bytes tell.
    func table(of disk: BlockDevice) async throws -> PartitionTable? {
        try await reading(disk) { try PartitionTable.read($0, sectorSize: disk.logicalSectorSize) }
    }

    /// Runs a piece of blocking work on the opened disk, on a thread for that.
    func reading<Result: Sendable>(_ disk: BlockDevice, _ body: @escaping @Sendable (DiskFile) throws -> Result)
        async throws -> Result
    {
        let path = machine.path(of: disk)
        return try await NIOThreadPool.singleton.runIfActive { try body(try DiskFile(path, .read)) }
    }

    func writing<Result: Sendable>(_ disk: BlockDevice, _ body: @escaping @Sendable (DiskFile) throws -> Result)
        async throws -> Result
    {
        let path = machine.path(of: disk)
        return try await NIOThreadPool.singleton.runIfActive { try body(try DiskFile(path, .write)) }
    }
}
