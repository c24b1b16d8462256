import AsyncHTTPClient
import HTTPTypes
import Hummingbird
import IngotModel
import Logging
import Synchronization
import Testing

@testable import IngotNotifications

struct HTTPWebhookSenderTests {
    private static let delivery = Delivery(
        Event(.nodeState, at: Timestamp(seconds: 1), node: nil, body: [:], sequence: 7),
        to: WebhookTarget(Secret("http://x/")), at: Timestamp(seconds: 1_700_000_000), secret: Secret("s3cret"))

    @Test func `a receiver can check what it got against the secret`() async throws {
        try await Self.serving { _ in
            .ok
        } body: { address, seen in
            try await Self.send(to: "\(address)/ingot?token=1")
            let request = try #require(seen.withLock { $0.first })
            #expect(request.uri == "/ingot?token=1")
            let signature = Delivery.signature(
                of: request.body, at: request.headers["x-ingot-timestamp"] ?? "", with: Secret("s3cret"))
            #expect(request.headers["x-ingot-signature"] == "sha256=\(signature)")
            #expect(request.headers["content-type"] == "application/json")
            #expect(request.headers["x-ingot-event"] == "node.state")
        }
    }

    @Test(arguments: [500, 404, 302])
    func `only an answer of success counts, and the failure keeps the URL's secrets`(_ status: Int) async throws {
        try await Self.serving { _ in
            HTTPResponse.Status(code: status)
        } body: { address, _ in
            do {
                try await Self.send(to: address.replacing("http://", with: "http://user:pass@") + "/hook?token=1")
                Issue.record("an answer \(status) counted as success")
            } catch let failure as WebhookFailure {
                #expect(failure.description.contains("answered HTTP \(status)"))
                #expect(!failure.description.contains("token") && !failure.description.contains("pass"))
            }
        }
    }

    @Test func `a receiver that is not there is a failure that names it`() async throws {
        await #expect(throws: WebhookFailure.self) { try await Self.send(to: "http://127.0.0.1:1/hook") }
    }

    private static func send(to url: String) async throws {
        var limits = HTTPClient.Configuration(redirectConfiguration: .disallow)
        limits.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: limits)
        do {
            try await HTTPWebhookSender(http: client)
                .send(delivery, to: WebhookTarget(Secret(url)), within: .seconds(10))
        } catch {
            try await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }

    private struct Seen: Sendable {
        var uri: String
        var body: String
        var headers: [String: String]
    }

    private final class Record: Sendable {
        private let requests = Mutex<[Seen]>([])

        func withLock<Result: Sendable>(_ body: (inout [Seen]) -> Result) -> Result {
            requests.withLock { requests in body(&requests) }
        }
    }

    /// Serves on a free port of the loopback interface for the time of `body`.
    private static func serving(
        _ answer: @escaping @Sendable (Request) -> HTTPResponse.Status,
        body: @escaping @Sendable (String, Record) async throws -> Void
    ) async throws {
        let record = Record()
        let (addresses, continuation) = AsyncStream.makeStream(of: String.self)
        let app = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in
                let text = String(buffer: try await request.body.collect(upTo: 1 << 20))
                let headers = Dictionary(
                    request.headers.map { ($0.name.canonicalName, $0.value) }, uniquingKeysWith: { $1 })
                record.withLock { $0.append(Seen(uri: "\(request.uri)", body: text, headers: headers)) }
                var response = Response(status: answer(request))
                response.headers[.location] = "http://127.0.0.1:1/elsewhere"
                return response
            },
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { continuation.yield("http://127.0.0.1:\($0.localAddress?.port ?? 0)") },
            logger: Logger(label: "receiver") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await app.run() }
            var iterator = addresses.makeAsyncIterator()
            let address = try #require(await iterator.next())
            try await body(address, record)
            group.cancelAll()
        }
    }
}
