import IngotModel
import Testing

@testable import IngotNotifications

struct DeliveryTests {
    private static let event = Event(
        .nodeState, at: Timestamp(seconds: 1), node: nil, body: ["provision_state": "active"], sequence: 7)
    private static var target: DeliveryTarget { get throws { try .webhook("https://hooks.example/") } }

    @Test func `the body is the event with the delivery's own name`() throws {
        let delivery = Delivery(Self.event, to: try Self.target, at: Timestamp(seconds: 1_700_000_000.9), secret: nil)
        let body = try JSONValue.parse(delivery.body)
        #expect(body["kind"] == "node.state")
        #expect(body["sequence"] == 7)
        #expect(body["body"] == ["provision_state": "active"])
        #expect(body["delivery_id"]?.string == delivery.headers["X-Ingot-Delivery"])
        #expect(delivery.headers["X-Ingot-Timestamp"] == "1700000000")
        #expect(delivery.headers["X-Ingot-Signature"] == nil)
    }

    /// Made with: printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac s3cret
    @Test func `the signature is that of other tools`() {
        #expect(
            Delivery.signature(of: #"{"a":1}"#, at: "1700000000", with: Secret("s3cret"))
                == "1698a50bc74d1ff1db85c4e0a5297c2ad9fdba245d5737cdb789e4cc6e098940")
    }

    @Test func `a delivery has the same name however often it is tried`() throws {
        let first = Delivery(Self.event, to: try Self.target, at: Timestamp(seconds: 1), secret: nil)
        let second = Delivery(Self.event, to: try Self.target, at: Timestamp(seconds: 99), secret: nil)
        #expect(first.headers["X-Ingot-Delivery"] == second.headers["X-Ingot-Delivery"])
        let elsewhere = Delivery(
            Self.event, to: try .webhook("https://other.example/"), at: Timestamp(seconds: 1), secret: nil)
        #expect(first.headers["X-Ingot-Delivery"] != elsewhere.headers["X-Ingot-Delivery"])
    }

    @Test(arguments: [(1, 1), (2, 2), (3, 4), (9, 256), (10, 300), (90, 300)])
    func `pauses are doubled up to the longest`(_ attempt: Int, _ seconds: Int) {
        var cursor = WebhookCursor(target: "t", position: 0)
        cursor.attempts = attempt - 1
        let now = Timestamp(seconds: 50)
        let verdict = DeliveryPatience(settings: NotificationSettings()).heard("no", of: &cursor, at: now)
        #expect(verdict == .tryAgain(at: now + .seconds(seconds)))
    }

    @Test func `patience ends by attempts and by time`() {
        let patience = DeliveryPatience(settings: NotificationSettings())
        var cursor = WebhookCursor(target: "t", position: 0)
        cursor.attempts = 99
        #expect(patience.heard("no", of: &cursor, at: Timestamp(seconds: 1)) == .giveUp)
        cursor.pass(1)
        cursor.failingSince = Timestamp(seconds: 0)
        #expect(patience.heard("no", of: &cursor, at: Timestamp(seconds: 86_400)) == .giveUp)
    }
}
