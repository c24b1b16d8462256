/// Encodes members of a cpio archive in the "newc" form, the one that the Linux kernel unpacks as its first root.
///
/// Owners are root, times are zero and inode numbers count up, so the same members always give the same bytes.
/// Layout: Linux, `Documentation/driver-api/early-userspace/buffer-format.rst`.
struct CPIOArchive {
    private var nextInode: UInt32 = 1

    /// The bytes that precede a member's content.
    ///
    /// - Parameters:
    ///   - mode: File type and permission bits, as in `stat`.
    ///   - size: The content's length in bytes; the content follows, then ``padding(after:)``.
    mutating func header(for path: String, mode: UInt32, size: Int) -> [UInt8] {
        defer { nextInode += 1 }
        return encode(path, inode: nextInode, mode: mode, size: size)
    }

    /// Zeros that bring a content of this length to the next multiple of four.
    func padding(after size: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: (4 - size % 4) % 4)
    }

    /// The member that ends an archive.
    func trailer() -> [UInt8] {
        encode("TRAILER!!!", inode: 0, mode: 0, size: 0)
    }

    private func encode(_ path: String, inode: UInt32, mode: UInt32, size: Int) -> [UInt8] {
        let links: UInt32 = mode & FileMode.kindMask == FileMode.directory ? 2 : 1
        let name = Array(path.utf8) + [0]
        let fields: [UInt32] = [
            inode, mode, 0, 0, links, 0, UInt32(size), 0, 0, 0, 0, UInt32(name.count), 0,
        ]
        var bytes = Array("070701".utf8)
        for field in fields {
            let digits = String(field, radix: 16, uppercase: true)
            bytes += Array((String(repeating: "0", count: 8 - digits.count) + digits).utf8)
        }
        bytes += name
        return bytes + padding(after: bytes.count)
    }
}

/// The file types of `stat`'s mode field.
enum FileMode {
    static let kindMask: UInt32 = 0o170000
    static let regular: UInt32 = 0o100000
    static let directory: UInt32 = 0o040000
    static let symbolicLink: UInt32 = 0o120000
}
