import HTTPTypes
import IngotAPI
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import IngotRuntime

/// Callers of every kind of slowness, under a clock moved by hand: 75 s for a head, 120 s for a body, 60 s for an
/// answer.
@Suite struct SlowClientTests {
    enum Move {
        case head, body, end, answer, stuck, taken, overdue
        case wait(Int64)
    }

    struct Caller: CustomTestStringConvertible {
        let testDescription: String
        let moves: [Move]
        let isLeftAlone: Bool
    }

    static let callers: [Caller] = [
        .init(testDescription: "says nothing for a while", moves: [.wait(74)], isLeftAlone: true),
        .init(testDescription: "says nothing", moves: [.wait(76)], isLeftAlone: false),
        .init(testDescription: "takes a while for a body", moves: [.head, .wait(119), .body], isLeftAlone: true),
        .init(
            testDescription: "never ends a body, not even when told so",
            moves: [.head, .wait(119), .body, .wait(2), .overdue, .answer, .wait(76)], isLeftAlone: false),
        .init(
            testDescription: "never ends a body, and nobody says so",
            moves: [.head, .wait(121), .overdue, .wait(61)], isLeftAlone: false),
        .init(
            testDescription: "never ends a body that was answered", moves: [.head, .answer, .wait(121)],
            isLeftAlone: false),
        .init(testDescription: "waits for us", moves: [.head, .end, .wait(10_000)], isLeftAlone: true),
        .init(
            testDescription: "is idle after an answer", moves: [.head, .end, .answer, .wait(76)], isLeftAlone: false),
        .init(
            testDescription: "asks now and then",
            moves: Array(repeating: [.wait(70), .head, .end, .answer], count: 5).flatMap { $0 }, isLeftAlone: true),
        .init(
            testDescription: "asks, waits for us, and is idle then",
            moves: [.head, .end, .wait(500), .answer, .wait(74), .head, .end, .answer, .wait(76)], isLeftAlone: false),
        .init(
            testDescription: "asks again before it is answered",
            moves: [.head, .end, .head, .end, .answer, .wait(500)], isLeftAlone: true),
        .init(
            testDescription: "takes nothing of an answer", moves: [.head, .end, .stuck, .wait(61)], isLeftAlone: false),
        .init(
            testDescription: "takes a piece now and then",
            moves: [.head, .end, .stuck, .wait(59), .taken, .stuck, .wait(59)], isLeftAlone: true),
    ]

    @Test(arguments: callers)
    func `callers are given their time and no more`(caller: Caller) throws {
        let channel = EmbeddedChannel(handler: SlowClientHandler(ListenerSettings()))
        try channel.connect(to: NIOCore.SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        for move in caller.moves { try perform(move, on: channel) }
        channel.embeddedEventLoop.run()
        #expect(channel.isActive == caller.isLeftAlone)
        _ = try channel.finish(acceptAlreadyClosed: true)
    }

    private func perform(_ move: Move, on channel: EmbeddedChannel) throws {
        switch move {
        case .head:
            let head = HTTPRequest(method: .get, scheme: "http", authority: "here", path: "/")
            try channel.writeInbound(HTTPRequestPart.head(head))
        case .body: try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(string: "x")))
        case .end: try channel.writeInbound(HTTPRequestPart.end(nil))
        case .answer: try channel.writeOutbound(HTTPResponsePart.end(nil))
        case .stuck, .taken:
            channel.isWritable = if case .taken = move { true } else { false }
            channel.pipeline.fireChannelWritabilityChanged()
        case .overdue:
            #expect(channel.isActive)
            #expect(throws: OverdueBody.self) { try channel.throwIfErrorCaught() }
        case .wait(let seconds): channel.embeddedEventLoop.advanceTime(by: .seconds(seconds))
        }
    }
}
