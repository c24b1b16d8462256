import Crypto
import IngotModel

/// Who is posted to.
package struct DeliveryTarget: Sendable {
    let address: DeliveryAddress
    /// A digest of the whole URL: what the database knows it by.
    let identifier: String

    /// A webhook.
    init(_ address: DeliveryAddress) { self.init(address, mark: "") }

    /// A collector of traces, which stays apart from a webhook of the same URL.
    static func collector(_ address: DeliveryAddress) -> Self { Self(address, mark: "traces ") }

    private init(_ address: DeliveryAddress, mark: String) {
        self.address = address
        identifier = SHA256.hash(data: Array((mark + address.text.reveal()).utf8)).hexadecimal
    }

    /// Enough of the identifier to tell it from the others.
    var shortIdentifier: String { String(identifier.prefix(12)) }

    /// What logs and metrics call it: two receivers on one host are told apart, and nothing secret is said.
    var label: String { "\(address.place) \(shortIdentifier)" }
}

extension Sequence<UInt8> {
    var hexadecimal: String {
        map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
