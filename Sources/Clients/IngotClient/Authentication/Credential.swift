import IngotModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The header that tells the service who calls.
struct Credential: Sendable {
    var header: String
    var value: Secret

    static func token(_ token: Secret) -> Credential { Credential(header: "X-Auth-Token", value: token) }

    /// RFC 7617, section 2, in UTF-8.
    static func basic(user: String, password: Secret) -> Credential {
        let pair = Data("\(user):\(password.reveal())".utf8).base64EncodedString()
        return Credential(header: "Authorization", value: Secret("Basic \(pair)"))
    }
}
