import Crypto
import IngotContracts

/// The algorithms by which an image can be proved.
enum DigestAlgorithm: String, Sendable, Hashable, CaseIterable {
    case sha512, sha384, sha256, sha1, md5

    /// Reads `sha256`, `SHA-256` and the like.
    init?(name: String) {
        self.init(rawValue: name.lowercased().filter { $0 != "-" && $0 != "_" })
    }

    /// The algorithm whose digests have so many hexadecimal digits.
    init?(digits: Int) {
        guard let found = Self.allCases.first(where: { $0.digits == digits }) else { return nil }
        self = found
    }

    var digits: Int {
        switch self {
        case .sha512: 128
        case .sha384: 96
        case .sha256: 64
        case .sha1: 40
        case .md5: 32
        }
    }

    func hasher() -> any HashFunction {
        switch self {
        case .sha512: SHA512()
        case .sha384: SHA384()
        case .sha256: SHA256()
        case .sha1: Insecure.SHA1()
        case .md5: Insecure.MD5()
        }
    }
}

/// What an image's digest must be.
struct ExpectedDigest: Sendable, Hashable {
    var algorithm: DigestAlgorithm
    /// Hexadecimal, lower case.
    var value: String
}

extension HashFunction {
    func hexadecimal() -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
