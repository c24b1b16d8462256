import IngotModel

/// Makes the secrets by which agents prove themselves.
enum AgentToken {
    /// 32 random bytes of the system's cryptographic generator as 43 URL-safe characters (RFC 4648, section 5).
    static func make() -> Secret {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        return Secret(text(of: bytes))
    }

    private static func text(of bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var output: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                output.append(alphabet[Int(bits >> UInt32(count)) & 0x3F])
            }
        }
        if count > 0 { output.append(alphabet[Int(bits << UInt32(6 - count)) & 0x3F]) }
        return String(decoding: output, as: UTF8.self)
    }
}
