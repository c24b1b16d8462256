import Crypto

/// What stands for a secret in a cache: useless outside of this process.
struct Fingerprint: Hashable, Sendable {
    private let code: [UInt8]

    fileprivate init(_ code: some Sequence<UInt8>) { self.code = Array(code) }
}

/// Takes fingerprints with a key that lives and dies with the process.
struct Fingerprinter: Sendable {
    private let key = SymmetricKey(size: .bits256)

    /// Of several parts, each with its length before it, so that no two lists of parts are alike.
    func fingerprint(_ parts: [[UInt8]]) -> Fingerprint {
        var code = HMAC<SHA256>(key: key)
        for bytes in parts {
            withUnsafeBytes(of: UInt64(bytes.count)) { code.update(data: $0) }
            code.update(data: bytes)
        }
        return Fingerprint(code.finalize())
    }
}
