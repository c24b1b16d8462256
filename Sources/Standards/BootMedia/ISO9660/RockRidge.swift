/// System use entries that carry POSIX names and modes (Rock Ridge Interchange Protocol 1.10).
enum RockRidge {
    /// SP and ER, which begin the root directory's record of itself: entries follow, and they are Rock Ridge's.
    static let start: [UInt8] =
        Array("SP".utf8) + [7, 1, 0xBE, 0xEF, 0] + Array("ER".utf8) + [18, 1, 10, 0, 0, 1] + Array("RRIP_1991A".utf8)

    /// PX: read-only for everybody, owned by root.
    static func attributes(of node: ISOTree.Node) -> [UInt8] {
        var bytes = ISOBytes()
        bytes.append(Array("PX".utf8) + [36, 1])
        bytes.both(node.isDirectory ? FileMode.directory | 0o555 : FileMode.regular | 0o444)
        bytes.both(UInt32(node.isDirectory ? 2 : 1))
        bytes.both(UInt32(0))
        bytes.both(UInt32(0))
        return bytes.bytes
    }

    /// NM: the name as it was given.
    static func name(_ name: String) -> [UInt8] {
        let text = Array(name.utf8)
        return Array("NM".utf8) + [UInt8(5 + text.count), 1, 0] + text
    }
}
