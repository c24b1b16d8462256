/// Wraps bytes as a gzip file without compressing them (RFC 1952, with the stored blocks of RFC 1951, 3.2.4).
///
/// Config drives travel as gzip by contract, but they are small and soon unpacked again: the form is all that is needed.
enum StoredGzip {
    private static let largestBlock = 0xFFFF

    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        // Deflate, no flags, no time, no hints, unknown system.
        var output = ISOBytes(capacity: bytes.count + bytes.count / largestBlock * 5 + 32)
        output.append([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF])
        var start = 0
        repeat {
            let end = min(start + largestBlock, bytes.count)
            let length = UInt16(end - start)
            output.append([end == bytes.count ? 1 : 0])
            output.little(length)
            output.little(~length)
            output.append(bytes[start..<end])
            start = end
        } while start < bytes.count
        output.little(checksum(bytes))
        output.little(UInt32(truncatingIfNeeded: bytes.count))
        return output.bytes
    }

    /// CRC-32 as in ISO 3309.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }
}
