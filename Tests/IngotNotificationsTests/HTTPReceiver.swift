import AsyncHTTPClient
import HTTPTypes
import Hummingbird
import IngotNotifications
import Logging
import Synchronization
import Testing

/// A server that writes down what is posted to it.
final class HTTPReceiver: Sendable {
    struct Seen: Sendable {
        var uri: String
        var body: String
        var headers: [String: String]
    }

    let address: String
    private let record: Record

    var requests: [Seen] { record.seen.withLock { $0 } }

    private final class Record: Sendable {
        let seen = Mutex<[Seen]>([])
    }

    private init(address: String, record: Record) {
        self.address = address
        self.record = record
    }

    /// Answers so on a free port of the loopback interface for the time of `body`.
    static func serving(
        _ status: Int = 200, body: @escaping @Sendable (HTTPReceiver) async throws -> Void
    ) async throws {
        let record = Record()
        let (addresses, continuation) = AsyncStream.makeStream(of: String.self)
        let app = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in
                let text = String(buffer: try await request.body.collect(upTo: 1 << 20))
                let headers = Dictionary(
                    request.headers.map { ($0.name.canonicalName, $0.value) }, uniquingKeysWith: { $1 })
                record.seen.withLock { $0.append(Seen(uri: "\(request.uri)", body: text, headers: headers)) }
                var response = Response(status: HTTPResponse.Status(code: status))
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
            try await body(HTTPReceiver(address: address, record: record))
            group.cancelAll()
        }
    }

    /// A sender with a client of its own, as a program has it, for the time of `body`.
    static func calling(_ body: (HTTPDeliverySender) async throws -> Void) async throws {
        var limits = HTTPClient.Configuration(redirectConfiguration: .disallow)
        limits.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: limits)
        do {
            try await body(HTTPDeliverySender(http: client))
        } catch {
            try await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }
}
