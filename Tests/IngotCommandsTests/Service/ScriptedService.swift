import HTTPTypes
import Hummingbird
import IngotModel
import Logging
import Synchronization
import Testing

/// A service in this process that answers by a script and writes down what it was asked.
final class ScriptedService: Sendable {
    struct Request: Sendable, Hashable {
        var call: String
        var body: JSONValue?
    }

    struct Answer: Sendable {
        var status = 200
        var body: String = "{}"
        var headers: [String: String] = [:]
    }

    fileprivate struct State {
        var requests: [Request] = []
        var versions: [String?] = []
        var credentials: [String?] = []
        var script: [String: [Answer]]
    }

    private let state: Mutex<State>

    /// - Parameter script: the answers to a method and path, in their order; the last one stays. A call without a
    ///   script is answered with an empty object.
    init(_ script: [String: [Answer]] = [:]) { state = Mutex(State(script: script)) }

    var requests: [Request] { state.withLock { $0.requests } }
    var calls: [String] { requests.map(\.call) }
    /// The microversion header of each request.
    var versions: [String?] { state.withLock { $0.versions } }

    /// What each request showed to tell who calls.
    var credentials: [String?] { state.withLock { $0.credentials } }

    /// Stands in answers, variables and files for the address at which the service serves.
    static let place = "{service}"

    /// Serves on a free port of the loopback interface for the time of `body`.
    func serving<Result: Sendable>(_ body: @escaping @Sendable (String) async throws -> Result) async throws -> Result {
        let (addresses, continuation) = AsyncStream.makeStream(of: String.self)
        let app = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in try await self.respond(to: request) },
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { continuation.yield("http://127.0.0.1:\($0.localAddress?.port ?? 0)") },
            logger: Logger(label: "scripted-service") { _ in SwiftLogNoOpLogHandler() })
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await app.run() }
            var iterator = addresses.makeAsyncIterator()
            let address = try #require(await iterator.next())
            defer { group.cancelAll() }
            return try await body(address)
        }
    }

    private func respond(to request: Hummingbird.Request) async throws -> Response {
        let bytes = Array(try await request.body.collect(upTo: 1 << 20).readableBytesView)
        let call = "\(request.method.rawValue) \(request.uri)"
        let version = request.headers.first { $0.name.canonicalName == "x-openstack-ironic-api-version" }?.value
        let credential = request.headers.first {
            ["authorization", "x-auth-token"].contains($0.name.canonicalName)
        }?.value
        let place = "http://\(request.head.authority ?? "")"
        let answer = state.withLock { state in
            state.requests.append(Request(call: call, body: bytes.isEmpty ? nil : try? JSONValue.parse(bytes)))
            state.versions.append(version)
            state.credentials.append(credential)
            return state.next(for: "\(request.method.rawValue) \(request.uri.path)")
        }
        let body = answer.body.replacing(Self.place, with: place)
        var response = Response(status: .init(code: answer.status), body: .init(byteBuffer: .init(string: body)))
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { response.headers[name] = value.replacing(Self.place, with: place) }
        }
        return response
    }
}

extension ScriptedService.State {
    fileprivate mutating func next(for call: String) -> ScriptedService.Answer {
        guard var answers = script[call], let first = answers.first else { return ScriptedService.Answer() }
        if answers.count > 1 {
            answers.removeFirst()
            script[call] = answers
        }
        return first
    }
}
