#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// User and password from an `Authorization` header (RFC 7617).
struct BasicCredentials: Sendable {
    let user: String
    let password: [UInt8]

    /// Why a header says nothing of a user; completes "the Authorization header …".
    enum Problem: Error { case isNotBasic, isMalformed }

    init(_ header: String) throws(Problem) {
        let parts = header.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard let scheme = parts.first, scheme.lowercased() == "basic" else { throw .isNotBasic }
        guard parts.count == 2,
            let pair = Data(base64Encoded: String(parts[1].filter { $0 != " " && $0 != "\t" })),
            let colon = pair.firstIndex(of: UInt8(ascii: ":")),
            let user = String(validating: pair[..<colon], as: UTF8.self),
            // None may be in it (RFC 7617, section 2), and the name goes into the log.
            !user.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { throw .isMalformed }
        self.user = user
        password = Array(pair[(colon + 1)...])
    }
}
