import Crypto
import IngotModel

/// One event on its way to one URL: the body, and the headers by which the receiver knows it.
package struct Delivery: Sendable, Hashable {
    package var body: String
    package var headers: [String: String]

    /// - Parameter now: goes into the signature, so that a receiver can refuse what somebody recorded and sends again.
    init(_ event: Event, to target: WebhookTarget, at now: Timestamp, secret: Secret?) {
        // The same however often it is tried, so that a receiver can tell what it knows already.
        let identifier = "\(target.identifier.prefix(12))-\(event.sequence)"
        var members = event.json(shown: event.body)
        members["delivery_id"] = .string(identifier)
        body = JSONValue.object(members).serialized()
        let moment = String(Int(now.seconds))
        headers = [
            "Content-Type": "application/json", "User-Agent": "ingot", "X-Ingot-Delivery": identifier,
            "X-Ingot-Event": event.kind.rawValue, "X-Ingot-Timestamp": moment,
        ]
        headers["X-Ingot-Signature"] = secret.map { "sha256=" + Self.signature(of: body, at: moment, with: $0) }
    }

    /// HMAC-SHA-256 (RFC 2104) over the moment, a full stop and the body, in hexadecimal digits.
    static func signature(of body: String, at moment: String, with secret: Secret) -> String {
        let key = SymmetricKey(data: Array(secret.reveal().utf8))
        return HMAC<SHA256>.authenticationCode(for: Array("\(moment).\(body)".utf8), using: key).hexadecimal
    }
}

/// A URL that events are posted to.
package struct WebhookTarget: Sendable {
    package let url: Secret
    /// A digest of the URL: what the database and logs know it by.
    package let identifier: String
    /// Scheme and host, for messages.
    package let place: String

    init(_ url: Secret) {
        self.url = url
        identifier = SHA256.hash(data: Array(url.reveal().utf8)).hexadecimal
        let parts = url.reveal().split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        let host = parts.count > 2 ? parts[2].prefix { !"/?#".contains($0) }.split(separator: "@").last : nil
        place = "\(parts.first ?? "")//\(host ?? "")"
    }
}

extension Sequence<UInt8> {
    fileprivate var hexadecimal: String {
        map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
