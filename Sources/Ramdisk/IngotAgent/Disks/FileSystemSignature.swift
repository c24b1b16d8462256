/// What a partition holds, as far as the agent must know: its label and whether many machines share it.
struct FileSystemSignature: Sendable, Hashable {
    var label: String?
    /// The name of a cluster file system that other machines use at the same time.
    var shared: String?

    /// Looks at the well-known places of a partition: FAT, ext2 to ext4, XFS, ISO 9660 and GFS2.
    static func read(_ disk: DiskFile, at start: Int64) throws -> FileSystemSignature {
        let bytes = try disk.read(at: start, count: 66_560)
        var signature = FileSystemSignature()
        signature.label = label(bytes)
        // GFS2 keeps its superblock at 64 KiB, most significant byte first.
        if bytes.count >= 65_540, Array(bytes[65_536..<65_540]) == [0x01, 0x16, 0x19, 0x70] {
            signature.shared = "GFS2"
        }
        return signature
    }

    private static func label(_ bytes: [UInt8]) -> String? {
        func text(_ offset: Int, _ count: Int) -> String? {
            guard offset + count <= bytes.count else { return nil }
            let text = String(decoding: bytes[offset..<offset + count].prefix { $0 != 0 }, as: UTF8.self).trimmed
            return text.isEmpty ? nil : text
        }
        func holds(_ mark: String, at offset: Int) -> Bool {
            offset + mark.utf8.count <= bytes.count && bytes[offset...].starts(with: mark.utf8)
        }
        if holds("CD001", at: 32_769) { return text(32_808, 32) }
        if bytes.count > 1082, bytes[1080] == 0x53, bytes[1081] == 0xEF { return text(1144, 16) }
        if holds("XFSB", at: 0) { return text(108, 12) }
        if holds("FAT32", at: 82) { return text(71, 11) }
        if holds("FAT", at: 54) { return text(43, 11) }
        return nil
    }
}
