import IngotContracts

/// The partitions of a disk, read from its own bytes.
///
/// Knows the GUID partition table (UEFI specification, section 5.3) and the four entries of a master boot record.
struct PartitionTable: Sendable, Hashable {
    enum Kind: String, Sendable, Hashable {
        case guid = "GPT"
        case masterBootRecord = "MBR"
    }

    struct Partition: Sendable, Hashable {
        var number: Int
        /// In bytes from the start of the disk.
        var start: Int64
        /// In bytes.
        var size: Int64
        /// The type's GUID in upper case, or the type's number as `0x83`.
        var type: String
        /// The partition's own name; empty in a master boot record.
        var name: String
        /// The partition's own GUID, nil in a master boot record.
        var identifier: String?
        /// The EFI system partition, by its type.
        var isSystem: Bool { type == "C12A7328-F81F-11D2-BA4B-00A0C93EC93B" || type == "0xef" }

        var end: Int64 { start + size }
    }

    var kind: Kind
    var partitions: [Partition]
    /// The disk identifier at byte 440 of the first sector.
    var diskIdentifier: UInt32
    var sectorSize: Int

    /// The form in which conductors know a whole-disk image's root: `0x1a607e2e`.
    var diskIdentifierText: String {
        let digits = String(diskIdentifier, radix: 16)
        return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// Reads the table of a disk; nil where there is none.
    static func read(_ disk: DiskFile, sectorSize: Int) throws -> PartitionTable? {
        let first = try disk.read(at: 0, count: 512)
        guard first.count == 512, first[510] == 0x55, first[511] == 0xAA else { return nil }
        let identifier = UInt32(first.number(at: 440, bytes: 4))
        let entries = (0..<4).map { Array(first[(446 + 16 * $0)..<(462 + 16 * $0)]) }
        if entries.contains(where: { $0[4] == 0xEE }) {
            for size in [sectorSize, 512, 4096] {
                if let partitions = try guidPartitions(disk, size) {
                    return PartitionTable(
                        kind: .guid, partitions: partitions, diskIdentifier: identifier, sectorSize: size)
                }
            }
            return nil
        }
        let partitions = entries.enumerated().compactMap { index, entry in
            masterBootRecordPartition(index + 1, entry, sectorSize)
        }
        // A boot sector of a bare file system has the same two last bytes; then the flags make no sense.
        guard entries.allSatisfy({ $0[0] == 0 || $0[0] == 0x80 }) else { return nil }
        return PartitionTable(
            kind: .masterBootRecord, partitions: partitions, diskIdentifier: identifier, sectorSize: sectorSize)
    }

    private static func masterBootRecordPartition(_ number: Int, _ entry: [UInt8], _ sectorSize: Int) -> Partition? {
        let sectors = Int64(entry.number(at: 12, bytes: 4))
        guard entry[4] != 0, sectors > 0 else { return nil }
        let type = String(entry[4], radix: 16)
        return Partition(
            number: number, start: Int64(entry.number(at: 8, bytes: 4)) * Int64(sectorSize),
            size: sectors * Int64(sectorSize), type: "0x" + (type.count < 2 ? "0" : "") + type, name: "")
    }

    private static func guidPartitions(_ disk: DiskFile, _ sectorSize: Int) throws -> [Partition]? {
        let header = try disk.read(at: Int64(sectorSize), count: 92)
        guard header.count == 92, Array(header[..<8]) == Array("EFI PART".utf8) else { return nil }
        let place = Int64(bitPattern: header.number(at: 72, bytes: 8))
        let count = Int(header.number(at: 80, bytes: 4))
        let length = Int(header.number(at: 84, bytes: 4))
        guard count <= 1024, (128...4096).contains(length), place > 0, place < Int64.max / Int64(sectorSize) else {
            return nil
        }
        let entries = try disk.read(at: place * Int64(sectorSize), count: count * length)
        return (0..<(entries.count / length)).compactMap { index in
            guidPartition(index + 1, Array(entries[(index * length)..<((index + 1) * length)]), sectorSize)
        }
    }

    private static func guidPartition(_ number: Int, _ entry: [UInt8], _ sectorSize: Int) -> Partition? {
        guard entry[..<16].contains(where: { $0 != 0 }) else { return nil }
        let first = Int64(bitPattern: entry.number(at: 32, bytes: 8))
        let last = Int64(bitPattern: entry.number(at: 40, bytes: 8))
        guard first > 0, last >= first, last < Int64.max / Int64(sectorSize) else { return nil }
        let units = stride(from: 56, to: 128, by: 2).map { UInt16(entry[$0]) | UInt16(entry[$0 + 1]) << 8 }
        return Partition(
            number: number, start: first * Int64(sectorSize), size: (last - first + 1) * Int64(sectorSize),
            type: guid(entry[..<16]), name: String(decoding: units.prefix { $0 != 0 }, as: UTF16.self),
            identifier: guid(entry[16..<32]).lowercased())
    }

    /// The mixed-endian text form of a GUID.
    private static func guid(_ slice: ArraySlice<UInt8>) -> String {
        let bytes = Array(slice)
        let order = [[3, 2, 1, 0], [5, 4], [7, 6], [8, 9], [10, 11, 12, 13, 14, 15]]
        return order.map { group in
            group.map { (bytes[$0] < 16 ? "0" : "") + String(bytes[$0], radix: 16, uppercase: true) }.joined()
        }.joined(separator: "-")
    }
}

extension [UInt8] {
    /// A little-endian number.
    func number(at offset: Int, bytes: Int) -> UInt64 {
        guard offset >= 0, offset + bytes <= count else { return 0 }
        return (0..<bytes).reduce(0) { $0 | UInt64(self[offset + $1]) << (8 * UInt64($1)) }
    }
}
