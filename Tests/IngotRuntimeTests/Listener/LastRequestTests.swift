import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import IngotRuntime

/// Which requests are the last of their connection.
@Suite struct LastRequestTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var version: HTTPVersion
        var connection: String?
        var isLast: Bool
        var testDescription: String { "\(version) \(connection ?? "-")" }
    }

    @Test(arguments: [
        Case(version: .http1_1, connection: nil, isLast: false),
        Case(version: .http1_1, connection: "keep-alive", isLast: false),
        Case(version: .http1_1, connection: "Close", isLast: true),
        Case(version: .http1_0, connection: nil, isLast: true),
        Case(version: .http1_0, connection: "keep-alive", isLast: true),
    ])
    func `the last request is told by its version and its words`(_ asked: Case) throws {
        let channel = EmbeddedChannel(handler: LastRequestHandler())
        let headers = HTTPHeaders(asked.connection.map { [("Connection", $0)] } ?? [])
        for _ in 0..<2 {
            let head = HTTPRequestHead(version: asked.version, method: .GET, uri: "/", headers: headers)
            try channel.writeInbound(HTTPServerRequestPart.head(head))
            try channel.writeInbound(HTTPServerRequestPart.end(nil))
        }
        var heads = 0
        while let part = try channel.readInbound(as: HTTPServerRequestPart.self) {
            guard case .head(let head) = part else { continue }
            heads += 1
            #expect((head.headers["connection"] == ["close"]) == asked.isLast)
        }
        #expect(heads == (asked.isLast ? 1 : 2), "nothing counts after the last request")
        try answer(on: channel)
        if !asked.isLast { try answer(on: channel) }
        _ = try channel.finish()
    }

    @Test func `a caller of HTTP/1.0 gets no chunks`() throws {
        let channel = EmbeddedChannel(handlers: [HTTPResponseEncoder(), LastRequestHandler()])
        try channel.writeInbound(HTTPServerRequestPart.head(.init(version: .http1_0, method: .GET, uri: "/")))
        try answer(on: channel)
        var text = ""
        while let data = try channel.readOutbound(as: IOData.self) {
            if case .byteBuffer(let buffer) = data { text += String(buffer: buffer) }
        }
        #expect(text.hasPrefix("HTTP/1.0 200 OK\r\n"))
        #expect(text.hasSuffix("\r\n\r\nx"))
        #expect(text.contains("connection: close") && !text.contains("chunked"))
        _ = try channel.finish()
    }

    private func answer(on channel: EmbeddedChannel) throws {
        try channel.writeOutbound(HTTPServerResponsePart.head(.init(version: .http1_1, status: .ok)))
        try channel.writeOutbound(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: "x"))))
        try channel.writeOutbound(HTTPServerResponsePart.end(nil))
    }
}
