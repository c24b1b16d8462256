import IngotModel
import Testing

@testable import IngotNotifications

struct HTTPDeliverySenderTests {
    private static let event = Event(.nodeState, at: Timestamp(seconds: 1), node: nil, body: [:], sequence: 7)

    @Test func `a receiver can check what it got against the secret`() async throws {
        try await HTTPReceiver.serving { receiver in
            try await Self.send(to: "\(receiver.address)/ingot?token=1")
            let request = try #require(receiver.requests.first)
            #expect(request.uri == "/ingot?token=1")
            let signature = Delivery.signature(
                of: request.body, at: request.headers["x-ingot-timestamp"] ?? "", with: Secret("s3cret"))
            #expect(request.headers["x-ingot-signature"] == "sha256=\(signature)")
            #expect(request.headers["content-type"] == "application/json")
            #expect(request.headers["x-ingot-event"] == "node.state")
            #expect(request.headers["authorization"] == nil)
        }
    }

    @Test func `user and password of the URL are sent as basic authentication`() async throws {
        try await HTTPReceiver.serving { receiver in
            try await Self.send(to: receiver.address.replacing("http://", with: "http://ann:s%40crt@") + "/hook")
            let request = try #require(receiver.requests.first)
            #expect(request.uri == "/hook")
            // printf 'ann:s@crt' | base64
            #expect(request.headers["authorization"] == "Basic YW5uOnNAY3J0")
        }
    }

    @Test(arguments: [500, 404, 302])
    func `only an answer of success counts, and the failure keeps the URL's secrets`(_ status: Int) async throws {
        try await HTTPReceiver.serving(status) { receiver in
            do {
                try await Self.send(
                    to: receiver.address.replacing("http://", with: "http://user:pass@") + "/hook?token=1")
                Issue.record("an answer \(status) counted as success")
            } catch let failure as DeliveryFailure {
                #expect(failure.status == status && failure.description.contains("answered HTTP \(status)"))
                #expect(!failure.description.contains("token") && !failure.description.contains("pass"))
            }
        }
    }

    @Test func `a receiver that is not there is a failure that names it`() async throws {
        await #expect(throws: DeliveryFailure.self) { try await Self.send(to: "http://127.0.0.1:1/hook") }
    }

    private static func send(to url: String) async throws {
        let target = try DeliveryTarget.webhook(url)
        let delivery = Delivery(
            event, to: target, at: Timestamp(seconds: 1_700_000_000), secret: Secret("s3cret"))
        try await HTTPReceiver.calling { try await $0.send(delivery, to: target, within: .seconds(120)) }
    }
}
