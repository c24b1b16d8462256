import AsyncHTTPClient
import IngotModel
import NIOCore

extension IngotClient {
    /// Makes one call and reads its answer; an empty answer is `null`.
    ///
    /// - Throws: ``ClientError``, whether the service refused or was not there at all.
    package func send(_ call: Call) async throws -> JSONValue {
        let asked = version.current
        let answer = try await exchange(call, version: asked)
        if answer.status == 406, version.settle(on: answer.newestVersion, after: asked) {
            return try value(of: try await exchange(call, version: version.current), to: call)
        }
        return try value(of: answer, to: call)
    }

    /// Opens a call whose answer comes piece by piece and has no end of its own.
    ///
    /// - Throws: ``ClientError`` as ``send(_:)``, before the first piece.
    func stream(_ call: Call) async throws -> HTTPClientResponse.Body {
        let response = try await open(call, accepting: "text/event-stream", deadline: .distantFuture)
        guard response.status == .ok else {
            let body = try await response.body.collect(upTo: options.maximumAnswerBytes)
            throw refusal(Answer(response, body: body), of: call)
        }
        return response.body
    }

    private func exchange(_ call: Call, version: String) async throws -> Answer {
        let deadline = NIODeadline.now() + TimeAmount(options.deadline)
        let response = try await open(call, version: version, deadline: deadline)
        return try await translating(call) {
            Answer(response, body: try await response.body.collect(upTo: options.maximumAnswerBytes))
        }
    }

    /// Sends the call with what tells who calls; where that is not taken any more, once again with something newer.
    private func open(
        _ call: Call, version asked: String? = nil, accepting type: String = "application/json", deadline: NIODeadline
    ) async throws -> HTTPClientResponse {
        if let name = call.misleadingName {
            throw ClientError(
                reason: .notSent, attempted: attempt(call), fault: "\"\(name)\" is no name", advice: Advice.nameless)
        }
        var request = HTTPClientRequest(call, at: endpoint, accepting: type)
        request.headers.add(name: "X-OpenStack-Ironic-API-Version", value: asked ?? version.current)
        let shown = try await session.credential()
        let response = try await execute(request, showing: shown.credential, for: call, deadline: deadline)
        guard response.status == .unauthorized, let renewed = try await session.renewal(of: shown.grant) else {
            return response
        }
        return try await execute(request, showing: renewed, for: call, deadline: deadline)
    }

    private func execute(
        _ request: HTTPClientRequest, showing credential: Credential?, for call: Call, deadline: NIODeadline
    ) async throws -> HTTPClientResponse {
        var request = request
        if let credential { request.headers.replaceOrAdd(name: credential.header, value: credential.value.reveal()) }
        return try await translating(call) { [request] in
            try await connections.execute(request, deadline: deadline)
        }
    }

    private func translating<Result>(_ call: Call, _ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error as CancellationError {
            throw error
        } catch {
            throw ClientError(transport: error, attempted: attempt(call), within: options.deadline)
        }
    }

    private func refusal(_ answer: Answer, of call: Call) -> ClientError {
        let advice =
            answer.status == 401 ? LoginAdvice.refused(session.login) : Advice.forStatus(answer.status, of: call)
        return ClientError(refusal: answer, advice: advice, attempted: attempt(call))
    }

    private func value(of answer: Answer, to call: Call) throws -> JSONValue {
        guard (200..<300).contains(answer.status) else {
            throw refusal(answer, of: call)
        }
        if answer.body.isEmpty { return .null }
        do {
            return try JSONValue.parse(answer.body)
        } catch {
            throw ClientError(unreadable: answer, because: "\(error)", attempted: attempt(call))
        }
    }

    func attempt(_ call: Call) -> String { "\(call.method) \(call.url(at: endpoint))" }
}

extension HTTPClientRequest {
    /// The call at its address, with its body and with what the client says of itself.
    init(_ call: Call, at endpoint: Endpoint, accepting type: String = "application/json") {
        self.init(url: call.url(at: endpoint))
        method = .init(rawValue: call.method)
        headers.add(name: "Accept", value: type)
        headers.add(name: "User-Agent", value: "ingot")
        if let content = call.body {
            headers.add(name: "Content-Type", value: "application/json")
            body = .bytes(ByteBuffer(bytes: content.serializedBytes()))
        }
    }
}

/// What came back, whether good or bad.
struct Answer: Sendable {
    var status: Int
    var body: [UInt8]
    var requestID: String?
    var newestVersion: String?
    /// How a refused caller might show who he is: the service's `WWW-Authenticate`.
    var challenge: String?
    /// Where the service would rather be asked.
    var location: String?

    init(_ response: HTTPClientResponse, body: ByteBuffer) {
        status = Int(response.status.code)
        self.body = Array(body.readableBytesView)
        requestID =
            response.headers.first(name: "X-Openstack-Request-Id")
            ?? response.headers.first(name: "OpenStack-Request-Id")
        newestVersion = response.headers.first(name: "X-OpenStack-Ironic-API-Maximum-Version")
        challenge = response.headers.first(name: "WWW-Authenticate")
        location = response.headers.first(name: "Location")
    }
}

extension TimeAmount {
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .nanoseconds(
            seconds.multipliedReportingOverflow(by: 1_000_000_000).partialValue + attoseconds / 1_000_000_000)
    }
}
