import CCrypt

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The one password hash that password files may have.
enum BCrypt {
    static let prefixes = ["$2y$", "$2b$", "$2a$"]
    private static let length = 60

    /// Whether the text has the form of a bcrypt hash that the system's libcrypt understands.
    static func isHash(_ text: String) -> Bool {
        text.utf8.count == length && prefixes.contains { text.hasPrefix($0) } && crypt_checksalt(text) == CRYPT_SALT_OK
    }

    /// A hash of the same cost that no password is known for: work for users who do not exist.
    static func decoy(like hash: String?) -> String {
        let head = hash.map { String($0.prefix(7)) } ?? "$2y$10$"
        return head + String(repeating: ".", count: length - head.utf8.count)
    }

    /// Hashes the password; takes tens of milliseconds or more and blocks the thread.
    static func matches(_ password: [UInt8], _ hash: String) -> Bool {
        // In C, a text ends at its first zero.
        guard !password.contains(0), password.count < Int(CRYPT_MAX_PASSPHRASE_SIZE) else { return false }
        let size = MemoryLayout<crypt_data>.size
        let room = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: MemoryLayout<crypt_data>.alignment)
        room.initializeMemory(as: UInt8.self, repeating: 0, count: size)
        defer {
            explicit_bzero(room, size)
            room.deallocate()
        }
        var phrase = password.map(CChar.init(bitPattern:)) + [0]
        defer { phrase.withUnsafeMutableBytes { bytes in bytes.baseAddress.map { explicit_bzero($0, bytes.count) } } }
        guard let result = crypt_rn(phrase, hash, room, Int32(size)) else { return false }
        return isSame(String(cString: result).utf8, hash.utf8)
    }

    /// Compares without telling by its duration where two texts differ.
    private static func isSame(_ left: String.UTF8View, _ right: String.UTF8View) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
