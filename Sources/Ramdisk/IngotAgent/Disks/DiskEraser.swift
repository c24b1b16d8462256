import Crypto
import Glibc
import IngotContracts
import IngotModel
import Logging

/// Makes a disk forget: what tells of partitions and file systems, or everything.
struct DiskEraser: Sendable {
    /// Zeros are written so far from every border; wide enough for all tables and superblocks known.
    private static let margin: Int64 = 1 << 20

    let machine: any Machine
    let configuration: AgentConfiguration
    let logger: Logger

    private var layout: DiskLayout { DiskLayout(machine: machine, configuration: configuration, logger: logger) }

    /// The disks that cleaning is about: neither read-only nor removable ones.
    func erasableDisks() async throws -> [BlockDevice] {
        if let reason = await machine.reasonNotToWrite() { throw AgentCommandError(.deviceErase, reason) }
        return try await machine.disks().filter { !$0.isReadOnly && !$0.isRemovable }
    }

    /// Zeros both ends of every partition and of the disk, which hold all signatures and tables.
    func eraseMetadata(of disk: BlockDevice) async throws {
        try await refuseProtected(disk)
        let table = try await layout.table(of: disk)
        let margin = Self.margin
        try await layout.writing(disk) { file in
            let size = try file.size()
            var places: [(start: Int64, end: Int64)] = []
            for partition in (table?.partitions ?? []).reversed() {
                places.append((partition.start, min(partition.end, size)))
            }
            places.append((0, size))
            let zeros = [UInt8](repeating: 0, count: Int(margin))
            for (start, end) in places where start < end {
                let length = min(margin, end - start)
                try file.write(Array(zeros[..<Int(length)]), at: start)
                try file.write(Array(zeros[..<Int(length)]), at: end - length)
            }
            try file.settle()
        }
        try await machine.partitionsChanged(on: disk)
        logger.info("The metadata of a disk is erased", metadata: ["disk": "\(disk.name)"])
    }

    /// Overwrites the whole disk: `rounds` times with random bytes, then with zeros if wanted.
    func overwrite(_ disk: BlockDevice, rounds: Int, zeroize: Bool) async throws {
        try await refuseProtected(disk)
        try await layout.writing(disk) { file in
            for _ in 0..<rounds { try Self.fill(file, randomly: true) }
            if zeroize { try Self.fill(file, randomly: false) }
        }
        try await machine.partitionsChanged(on: disk)
    }

    private static func fill(_ file: DiskFile, randomly: Bool) throws {
        let size = try file.size()
        var block = [UInt8](repeating: 0, count: 4 << 20)
        var offset: Int64 = 0
        while offset < size {
            if randomly { block = randomBytes(block.count) }
            let length = min(Int64(block.count), size - offset)
            try block.withUnsafeBytes {
                try file.write(UnsafeRawBufferPointer(rebasing: $0[..<Int(length)]), at: offset)
            }
            offset += length
            if offset % (64 << 20) == 0 { try file.settle() }
        }
        try file.settle()
    }

    /// A key stream of fresh keys: as random as a disk needs, and faster than asking the kernel for every byte.
    private static func randomBytes(_ count: Int) -> [UInt8] {
        let sealed = try? ChaChaPoly.seal([UInt8](repeating: 0, count: count), using: SymmetricKey(size: .bits256))
        if let sealed { return Array(sealed.ciphertext) }
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    // MARK: Shared file systems

    /// Types whose presence means that other machines may be writing to the disk right now.
    private static let protectedTypes = [
        "37AFFC90-EF7D-4E96-91C3-2D7AE055B174": "IBM GPFS", "AA31E02A-400F-11DB-9590-000C2911D1B8": "VMFS",
        "0xfb": "VMFS",
    ]

    private func refuseProtected(_ disk: BlockDevice) async throws {
        guard configuration.guardsSpecialFileSystems, let table = try await layout.table(of: disk) else { return }
        let shared = try await layout.reading(disk) { file in
            try table.partitions.compactMap { partition in
                try Self.protectedTypes[partition.type] ?? FileSystemSignature.read(file, at: partition.start).shared
            }.first
        }
        guard let shared else { return }
        throw AgentCommandError(
            .protectedDevice,
            "\(disk.name) holds a \(shared) file system, which other machines may be using. Detach the disk, or start the"
                + " agent with ipa-guard-special-filesystems=false to erase it")
    }
}
