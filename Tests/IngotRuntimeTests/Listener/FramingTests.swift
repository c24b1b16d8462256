import Foundation
import IngotModel
import Testing

@testable import IngotRuntime

/// The part of the corpus of bad input that is no request at all, or none that ends: it needs a listener and raw bytes.
@Suite(.timeLimit(.minutes(10))) struct FramingTests {
    struct Case: Sendable {
        var what: String
        var sent: String
        var hangsUp = false
        var status: Int
        var says: String
    }

    private static let common =
        "Host: x\r\nContent-Type: application/json\r\nX-OpenStack-Ironic-API-Version: latest\r\n"
    private static let post = "POST /v1/nodes HTTP/1.1\r\n" + common
    private static let get = "GET /healthz HTTP/1.1\r\nHost: x\r\n"

    static let cases: [Case] = [
        .init(
            what: "something behind the last request", sent: get + "Connection: close\r\n\r\nGET / HTTP/1.1\r\n\r\n",
            hangsUp: false, status: 200, says: "200 OK"),
        .init(
            what: "a body shorter than declared", sent: post + "Content-Length: 100\r\n\r\n{\"a\":",
            hangsUp: true, status: 400, says: "The body broke off"),
        .init(
            what: "chunks that end early",
            sent: post + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n", hangsUp: true, status: 400,
            says: "The body broke off"),
        .init(
            what: "a bad size of a chunk",
            sent: post + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n{\"a\":\r\n",
            status: 400, says: "The body broke off"),
        .init(
            what: "a report of inspection that breaks off",
            sent: "POST /v1/continue_inspection HTTP/1.1\r\n" + common + "Content-Length: 100\r\n\r\n{\"a\":",
            hangsUp: true, status: 400, says: "The body broke off"),
        .init(
            what: "a body that never ends", sent: post + "Content-Length: 100\r\n\r\n{\"a\":", status: 408,
            says: "body_overdue"),
        .init(
            what: "a length beyond all numbers",
            sent: post + "Content-Length: 99999999999999999999999\r\n\r\n{}", status: 400, says: "malformed_request"),
        .init(
            what: "a negative length", sent: post + "Content-Length: -5\r\n\r\n{}", status: 400,
            says: "malformed_request"),
        .init(
            what: "an unknown method", sent: "FOO /healthz HTTP/1.1\r\nHost: x\r\n\r\n", status: 501,
            says: "method_unknown"),
        .init(
            what: "a header without a name", sent: get + ": x\r\n\r\n", status: 400,
            says: "malformed_request"),
        .init(
            what: "no HTTP", sent: "this is not HTTP\r\n\r\n", status: 501, says: "method_unknown"),
        .init(
            what: "too many headers",
            sent: get + (0..<2000).map { "X\($0): 1\r\n" }.joined() + "\r\n", status: 431, says: "head_too_large"),
        .init(
            what: "too long a header",
            sent: get + "X: " + String(repeating: "a", count: 100_000) + "\r\n\r\n",
            status: 431, says: "head_too_large"),
        .init(
            what: "too long a URL",
            sent: "GET /v1/nodes?name=" + String(repeating: "x", count: 100_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
            status: 414, says: "target_too_long"),
        .init(
            what: "an unknown expectation", sent: get + "Expect: the-moon\r\n\r\n", status: 417,
            says: "expectation_unknown"),
        .init(
            what: "too large a body, asked for first",
            sent: post + "Expect: 100-continue\r\nContent-Length: 999999999\r\n\r\n", status: 413,
            says: "body_too_large"),
    ]

    @Test(arguments: [true, false])
    func `what is no whole request is refused in our words`(_ isOverdue: Bool) async throws {
        // Nobody is to be late but those who mean to.
        try await Self.withListener(requestTimeout: isOverdue ? .milliseconds(300) : .seconds(30)) { caller in
            for asked in Self.cases where (asked.status == 408) == isOverdue {
                let answer = try await caller.send(asked.sent, hangsUp: asked.hangsUp)
                #expect(answer.hasPrefix("HTTP/1.1 \(asked.status) "), "\(asked.what): \(answer)")
                #expect(answer.contains(asked.says), "\(asked.what): \(answer)")
                #expect(answer.lowercased().contains("\r\nx-openstack-request-id: req-"), "\(asked.what)")
                #expect(answer.components(separatedBy: "HTTP/1.1 ").count == 2, "\(asked.what), one answer: \(answer)")
            }
        }
    }

    @Test func `a broken request is refused after the answer to the one before`() async throws {
        try await Self.withListener { caller in
            let answer = try await caller.send(Self.get + "\r\nFOO / HTTP/1.1\r\n\r\n")
            let parts = answer.components(separatedBy: "HTTP/1.1 ")
            #expect(parts.count == 3 && parts[1].hasPrefix("200") && parts[2].hasPrefix("501"), "\(answer)")
        }
    }

    @Test func `whoever asks first is told to go on`() async throws {
        try await Self.withListener { caller in
            let body = #"{"driver": "fake-hardware"}"#
            let head = "Expect: 100-continue\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
            let answer = try await caller.send(Self.post + head, then: body)
            #expect(answer.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 "), "\(answer)")
        }
    }

    @Test func `the connection ends with the answer to a last request`() async throws {
        try await Self.withListener { caller in
            for head in ["HTTP/1.0\r\n", "HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n"] {
                let answer = try await caller.send("GET /healthz \(head)\r\n")
                #expect(answer.hasSuffix(#"{"status":"ok"}"#), "\(answer)")
                #expect(answer.lowercased().contains("\r\nconnection: close"))
            }
        }
    }

    /// Each caller waits for the server to end the connection, which has much more patience with who says nothing than
    /// with a body.
    private static func withListener(
        requestTimeout: Duration = .seconds(30), _ body: @escaping @Sendable (RawCaller) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { path in
            var settings = Settings()
            settings.data = path
            settings.listen = SocketAddress(host: "127.0.0.1", port: 0)
            settings.hardwareTypes = ["fake-hardware"]
            settings.listener.requestTimeout = requestTimeout
            try await untilReady(settings) { readiness in
                try await body(RawCaller(address: #require(readiness.address)))
            }
        }
    }
}
