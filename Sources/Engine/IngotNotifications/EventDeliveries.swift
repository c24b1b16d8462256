import Crypto
import IngotModel

/// What webhooks are told: the events themselves, signed.
struct EventDeliveries: DeliverySource {
    let kinds: Set<Event.Kind>
    let secret: Secret?

    func delivery(of event: Event, to target: DeliveryTarget, at now: Timestamp) -> Delivery? {
        Delivery(event, to: target, at: now, secret: secret)
    }

    /// A receiver that is being mended may refuse for a while what it takes afterwards.
    func isFinal(_ failure: DeliveryFailure) -> Bool { false }
}

extension Delivery {
    /// - Parameter now: goes into the signature, so that a receiver can refuse what somebody recorded and sends again.
    init(_ event: Event, to target: DeliveryTarget, at now: Timestamp, secret: Secret?) {
        // The same however often it is tried, so that a receiver can tell what it knows already.
        let identifier = "\(target.shortIdentifier)-\(event.sequence)"
        var members = event.json(shown: event.body)
        members["delivery_id"] = .string(identifier)
        let moment = String(Int(now.seconds))
        self.init(
            json: JSONValue.object(members).serialized(),
            headers: [
                "X-Ingot-Delivery": identifier, "X-Ingot-Event": event.kind.rawValue, "X-Ingot-Timestamp": moment,
            ])
        headers["X-Ingot-Signature"] = secret.map { "sha256=" + Self.signature(of: body, at: moment, with: $0) }
    }

    /// HMAC-SHA-256 (RFC 2104) over the moment, a full stop and the body, in hexadecimal digits.
    static func signature(of body: String, at moment: String, with secret: Secret) -> String {
        let key = SymmetricKey(data: Array(secret.reveal().utf8))
        return HMAC<SHA256>.authenticationCode(for: Array("\(moment).\(body)".utf8), using: key).hexadecimal
    }
}
