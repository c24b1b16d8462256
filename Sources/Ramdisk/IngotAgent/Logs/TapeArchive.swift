/// Builds a `tar` archive in memory (POSIX.1-1988 ustar).
struct TapeArchive {
    private static let block = 512
    private(set) var bytes: [UInt8] = []

    mutating func add(_ name: String, _ content: [UInt8]) {
        var header = [UInt8](repeating: 0, count: Self.block)
        func put(_ text: String, _ offset: Int, _ width: Int) {
            for (index, byte) in text.utf8.prefix(width).enumerated() { header[offset + index] = byte }
        }
        put(name, 0, 100)
        put("0000644", 100, 7)
        put("0000000", 108, 7)
        put("0000000", 116, 7)
        put(Self.octal(content.count, 11), 124, 11)
        put(Self.octal(0, 11), 136, 11)
        put("        0", 148, 9)
        put("ustar", 257, 5)
        put("00", 263, 2)
        put(Self.octal(header.reduce(0) { $0 + Int($1) }, 6), 148, 6)
        header[154] = 0
        bytes += header + content
        bytes += [UInt8](repeating: 0, count: (Self.block - content.count % Self.block) % Self.block)
    }

    /// The whole archive with its end mark.
    func finished() -> [UInt8] { bytes + [UInt8](repeating: 0, count: 2 * Self.block) }

    private static func octal(_ number: Int, _ width: Int) -> String {
        let digits = String(number, radix: 8)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
