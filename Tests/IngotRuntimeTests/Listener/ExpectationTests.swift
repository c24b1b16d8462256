import IngotAPI
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import IngotRuntime

/// Callers who ask whether to send their body.
@Suite struct ExpectationTests {
    enum Move {
        case head(String?, HTTPVersion)
        case body, end, wanted, answer
    }

    struct Talk: CustomTestStringConvertible {
        let testDescription: String
        let moves: [Move]
        /// The statuses that were sent.
        let said: [UInt]
        var ends = false
    }

    static let talks: [Talk] = [
        .init(
            testDescription: "is told to go on",
            moves: [.head("100-continue", .http1_1), .wanted, .body, .end, .answer],
            said: [100, 200]),
        .init(
            testDescription: "is told so in any case of letters",
            moves: [.head("100-Continue", .http1_1), .wanted], said: [100]),
        .init(
            testDescription: "is told once", moves: [.head("100-continue", .http1_1), .wanted, .wanted], said: [100]),
        .init(
            testDescription: "did not ask", moves: [.head(nil, .http1_1), .wanted, .body, .end, .answer], said: [200]),
        .init(
            testDescription: "did not wait", moves: [.head("100-continue", .http1_1), .body, .wanted, .end, .answer],
            said: [200]),
        .init(
            testDescription: "is refused before", moves: [.head("100-continue", .http1_1), .answer], said: [200],
            ends: true),
        .init(
            testDescription: "is too old to be told", moves: [.head("100-continue", .http1_0), .wanted, .body],
            said: []),
    ]

    @Test(arguments: talks)
    func `who asks first is told when the body is wanted`(_ talk: Talk) throws {
        let channel = EmbeddedChannel(handler: ExpectationHandler())
        try channel.connect(to: NIOCore.SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        for move in talk.moves { try perform(move, on: channel) }
        var said: [UInt] = []
        var closes = false
        while let part = try channel.readOutbound(as: HTTPServerResponsePart.self) {
            guard case .head(let head) = part else { continue }
            said.append(head.status.code)
            closes = head.headers["connection"] == ["close"]
        }
        #expect(said == talk.said)
        #expect(closes == talk.ends)
        #expect(channel.isActive != talk.ends)
        _ = try channel.finish(acceptAlreadyClosed: true)
    }

    @Test func `another expectation is an error and no request`() throws {
        let channel = EmbeddedChannel(handler: ExpectationHandler())
        #expect(throws: TransportRefusal.unknownExpectation) { try perform(.head("the-moon", .http1_1), on: channel) }
        #expect(try channel.readInbound(as: HTTPServerRequestPart.self) == nil)
        _ = try channel.finish(acceptAlreadyClosed: true)
    }

    private func perform(_ move: Move, on channel: EmbeddedChannel) throws {
        switch move {
        case .head(let expectation, let version):
            let headers = HTTPHeaders(expectation.map { [("Expect", $0)] } ?? [])
            let head = HTTPRequestHead(version: version, method: .POST, uri: "/", headers: headers)
            try channel.writeInbound(HTTPServerRequestPart.head(head))
        case .body: try channel.writeInbound(HTTPServerRequestPart.body(ByteBuffer(string: "x")))
        case .end: try channel.writeInbound(HTTPServerRequestPart.end(nil))
        case .wanted: try channel.triggerUserOutboundEvent(BodyWanted()).wait()
        case .answer:
            try channel.writeOutbound(
                HTTPServerResponsePart.head(HTTPResponseHead(version: .http1_1, status: .ok)))
            try channel.writeOutbound(HTTPServerResponsePart.end(nil))
        }
    }
}
