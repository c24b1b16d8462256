#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A range of IP addresses, as `192.0.2.0/24` or `2001:db8::/32` name it; an address alone is a range of one.
struct IPNetwork: Sendable, Hashable {
    private let bytes: [UInt8]
    private let prefix: Int

    /// - Throws: ``RuleFailure`` where the text names no network.
    init(_ text: String) throws(RuleFailure) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first, let bytes = Self.bytes(String(address)),
            let prefix = parts.count > 1 ? Int(parts[1]) : bytes.count * 8, (0...bytes.count * 8).contains(prefix)
        else { throw RuleFailure("'\(text)' is not an IP network") }
        self.bytes = bytes
        self.prefix = prefix
    }

    /// - Throws: ``RuleFailure`` where the text is no address.
    func contains(_ address: String) throws(RuleFailure) -> Bool {
        guard let other = Self.bytes(address) else { throw RuleFailure("'\(address)' is not an IP address") }
        guard other.count == bytes.count else { return false }
        return (0..<prefix).allSatisfy { bit in
            (bytes[bit / 8] ^ other[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
        }
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if inet_pton(family, text, &bytes) == 1 { return bytes }
        }
        return nil
    }
}
