import Crypto
import IngotModel

/// A URL that is posted to.
package struct DeliveryTarget: Sendable {
    package let url: Secret
    /// A digest of the URL: what the database and logs know it by.
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
}

extension Sequence<UInt8> {
    var hexadecimal: String {
        map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
