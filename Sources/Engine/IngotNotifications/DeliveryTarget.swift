import Crypto
import IngotModel

/// A URL that is posted to.
package struct DeliveryTarget: Sendable {
    package let url: Secret
    /// A digest of the whole URL: what the database knows it by.
    package let identifier: String
    /// Scheme and host, for messages.
    package let place: String

    /// A webhook.
    init(_ url: Secret) { self.init(url, mark: "") }

    /// A collector of traces, which stays apart from a webhook of the same URL.
    static func collector(_ url: Secret) -> Self { Self(url, mark: "traces ") }

    private init(_ url: Secret, mark: String) {
        self.url = url
        identifier = SHA256.hash(data: Array((mark + url.reveal()).utf8)).hexadecimal
        let parts = url.reveal().split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        let host = parts.count > 2 ? parts[2].prefix { !"/?#".contains($0) }.split(separator: "@").last : nil
        place = "\(parts.first ?? "")//\(host ?? "")"
    }

    /// Enough of the identifier to tell it from the others.
    var shortIdentifier: String { String(identifier.prefix(12)) }

    /// What logs and metrics call it: two receivers on one host are told apart, and nothing secret is said.
    var label: String { "\(place) \(shortIdentifier)" }
}

extension Sequence<UInt8> {
    var hexadecimal: String {
        map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
