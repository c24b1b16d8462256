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
        let response: HTTPClientResponse
        do {
            response = try await connections.execute(
                request(for: call, version: version.current, accepting: "text/event-stream"), deadline: .distantFuture)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw ClientError(transport: error, attempted: attempt(call), within: options.deadline)
        }
        guard response.status == .ok else {
            let body = try await response.body.collect(upTo: options.maximumAnswerBytes)
            throw ClientError(refusal: Answer(response, body: body), of: call, attempted: attempt(call))
        }
        return response.body
    }

    private func exchange(_ call: Call, version: String) async throws -> Answer {
        let deadline = NIODeadline.now() + TimeAmount(options.deadline)
        do {
            let response = try await connections.execute(request(for: call, version: version), deadline: deadline)
            return Answer(response, body: try await response.body.collect(upTo: options.maximumAnswerBytes))
        } catch let error as CancellationError {
            throw error
        } catch {
            throw ClientError(transport: error, attempted: attempt(call), within: options.deadline)
        }
    }

    private func request(
        for call: Call, version: String, accepting type: String = "application/json"
    ) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: call.url(at: endpoint))
        request.method = .init(rawValue: call.method)
        request.headers.add(name: "Accept", value: type)
        request.headers.add(name: "User-Agent", value: "ingot")
        request.headers.add(name: "X-OpenStack-Ironic-API-Version", value: version)
        if let body = call.body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body.serializedBytes()))
        }
        return request
    }

    private func value(of answer: Answer, to call: Call) throws -> JSONValue {
        guard (200..<300).contains(answer.status) else {
            throw ClientError(refusal: answer, of: call, attempted: attempt(call))
        }
        if answer.body.isEmpty { return .null }
        do {
            return try JSONValue.parse(answer.body)
        } catch {
            throw ClientError(unreadable: answer, because: "\(error)", attempted: attempt(call))
        }
    }

    private func attempt(_ call: Call) -> String { "\(call.method) \(call.url(at: endpoint))" }
}

/// What came back, whether good or bad.
struct Answer: Sendable {
    var status: Int
    var body: [UInt8]
    var requestID: String?
    var newestVersion: String?

    init(_ response: HTTPClientResponse, body: ByteBuffer) {
        status = Int(response.status.code)
        self.body = Array(body.readableBytesView)
        requestID =
            response.headers.first(name: "X-Openstack-Request-Id")
            ?? response.headers.first(name: "OpenStack-Request-Id")
        newestVersion = response.headers.first(name: "X-OpenStack-Ironic-API-Maximum-Version")
    }
}

extension TimeAmount {
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .nanoseconds(
            seconds.multipliedReportingOverflow(by: 1_000_000_000).partialValue + attoseconds / 1_000_000_000)
    }
}
