import AsyncToolkit
import Hummingbird
import IngotContracts
import IngotModel
import Logging
import NIOCore
import Synchronization

/// A conductor's API as far as agents see it, with an image server beside it.
final class FakeConductor: Sendable {
    static let token = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
    static let node = "462e0f8e-ad25-4349-8108-00ffb8ee5e87"

    struct Image: Sendable {
        var bytes: [UInt8]
        /// Without a length the image is sent in chunks.
        var announced: Int?
        var status = 200
        /// How many requests are answered with `status` before the image is given.
        var failures = 0
    }

    /// What the API says its newest version is; below 1.68 agents speak plain HTTP.
    let version: String
    private let tokens: Mutex<[String]>
    private let heartbeats = Mutex<[HeartbeatBody]>([])
    private let lookups = Mutex<[String]>([])
    private let images = Mutex<[String: Image]>([:])
    /// Rings at every heartbeat.
    let bell = Bell()

    init(version: String, tokens: [String] = [FakeConductor.token]) {
        self.version = version
        self.tokens = Mutex(tokens)
    }

    var beats: [HeartbeatBody] { heartbeats.withLock { $0 } }
    var lookupQueries: [String] { lookups.withLock { $0 } }

    func serve(_ image: Image, as name: String) { images.withLock { $0[name] = image } }

    /// Runs the API while `body` runs; its argument is the base URL.
    func whileRunning<Result: Sendable>(_ body: @escaping @Sendable (String) async throws -> Result) async throws
        -> Result
    {
        let (ports, portsIn) = AsyncStream<Int>.makeStream()
        var quiet = Logger(label: "fake-conductor")
        quiet.logLevel = .error
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { portsIn.yield($0.localAddress?.port ?? 0) }, logger: quiet)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                try await application.run()
                return nil
            }
            group.addTask {
                for await port in ports { return try await body("http://127.0.0.1:\(port)") }
                return nil
            }
            defer { group.cancelAll() }
            while let result = try await group.next() { if let result { return result } }
            throw CancellationError()
        }
    }

    private var router: Router<BasicRequestContext> {
        let router = Router()
        router.get("/") { _, _ in
            Self.answer(["default_version": ["version": .string(self.version)]])
        }
        router.get("/v1/lookup") { request, _ in
            self.lookups.withLock { $0.append(request.uri.string) }
            let token = self.tokens.withLock { $0.isEmpty ? LookupConfiguration.maskedToken : $0.removeFirst() }
            let answer = LookupAnswer(
                node: LookupNode(uuid: Self.node),
                configuration: LookupConfiguration(
                    heartbeatTimeoutSeconds: 300, agentToken: token, tlsMinimumVersion: "1.3"))
            return Self.answer(answer.json)
        }
        router.post("/v1/heartbeat/:node") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            let beat = try HeartbeatBody(try JSONValue.parse(body.readableBytesView))
            self.heartbeats.withLock { $0.append(beat) }
            self.bell.ring()
            return Response(status: .accepted)
        }
        router.get("/images/:name") { _, context in self.image(context.parameters.get("name") ?? "") }
        return router
    }

    private func image(_ name: String) -> Response {
        let (image, fails) = images.withLock { images -> (Image?, Bool) in
            guard var image = images[name] else { return (nil, false) }
            let fails = image.failures > 0
            image.failures -= 1
            images[name] = image
            return (image, fails)
        }
        guard let image else { return Response(status: .notFound) }
        guard !fails, image.status == 200 else { return Response(status: .init(code: fails ? 503 : image.status)) }
        let body = ResponseBody(contentLength: image.announced) { writer in
            for start in stride(from: 0, to: image.bytes.count, by: 64 << 10) {
                let end = min(start + (64 << 10), image.bytes.count)
                try await writer.write(ByteBuffer(bytes: image.bytes[start..<end]))
            }
            // Fewer bytes than announced: the connection breaks off, as with a server that dies.
            if let announced = image.announced, announced > image.bytes.count { throw BrokenConnection() }
            try await writer.finish(nil)
        }
        return Response(status: .ok, body: body)
    }

    private static func answer(_ value: JSONValue) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.serializedBytes())))
    }
}

private struct BrokenConnection: Error {}
