import IngotModel
import Testing

@testable import IngotClient

@Suite struct `Events` {
    private static func event(_ sequence: Int, _ kind: String = "provision_state") -> String {
        """
        id: \(sequence)
        event: \(kind)
        data: {"sequence":\(sequence),"kind":"\(kind)","at":"2026-01-01T00:00:00Z","node_uuid":"u","body":{"to":"active"}}


        """
    }

    @Test func `a feed goes on where its connection ended`() async throws {
        let path = "GET /v1/events/stream"
        let service = ScriptedService([
            path: [
                .init(body: ": events after 6\nretry: 2000\n\n" + Self.event(7) + Self.event(8)),
                .init(body: ":\n\n" + Self.event(9)),
            ]
        ])
        let run = try await service.run("events", "n", "--kind", "provision_state", "--after", "6", "--count", "3")
        #expect(run.exitCode == 0, "\(run.reports)")
        #expect(run.output.split(separator: "\n").map { $0.prefix(1) } == ["7", "8", "9"])
        #expect(run.output.contains("7  2026-01-01T00:00:00Z  u  provision_state  to=active\n"))
        #expect(
            service.calls == [
                "GET /v1/events/stream?after=6&kinds=provision_state&node=n",
                "GET /v1/events/stream?after=8&kinds=provision_state&node=n",
            ])
    }

    @Test func `each event can be a line of JSON`() async throws {
        let service = ScriptedService(["GET /v1/events/stream": [.init(body: Self.event(7))]])
        let run = try await service.run("events", "--json", "--count", "1")
        #expect(try JSONValue.parse(run.output.trimmingSuffix(while: \.isWhitespace))["sequence"] == 7)
    }

    @Test func `a refusal ends the feed`() async throws {
        let service = ScriptedService(["GET /v1/events/stream": [.init(status: 404, body: "{}")]])
        let run = try await service.run("events")
        #expect(run.exitCode == 1)
        #expect(run.reports.contains("was refused (404)"))
    }

    @Test func `events that were missed for good are told`() async throws {
        let reset = "id: 40\nevent: reset\ndata: {\"sequence\":40}\n\n"
        let service = ScriptedService(["GET /v1/events/stream": [.init(body: reset)]])
        let run = try await service.run("events", "--count", "1")
        #expect(run.output == "40  reset\n")
    }

    static let texts: [(text: String, blocks: [EventStreamParser.Block])] = [
        ("data: a\n\n", [.init(data: "a")]), ("data:a\r\n\r\n", [.init(data: "a")]),
        ("data: a\r\r", [.init(data: "a")]),
        ("id: 1\nevent: x\ndata: a\ndata: b\n\n", [.init(id: "1", name: "x", data: "a\nb")]),
        (": words\n\ndata\n\n", [.init(data: "")]), ("event: x\n\n", []), ("data: a\n", []),
        ("data: ü\n\ndata:  b\n\n", [.init(data: "ü"), .init(data: " b")]),
    ]

    @Test(arguments: texts)
    func `blocks are the same however the bytes come`(text: String, blocks: [EventStreamParser.Block]) throws {
        var whole = EventStreamParser()
        #expect(try whole.read(text.utf8) == blocks)
        var single = EventStreamParser()
        #expect(try text.utf8.flatMap { try single.read([$0]) } == blocks)
    }

    @Test func `an event without an end is given up`() {
        var parser = EventStreamParser()
        let line = [UInt8](repeating: 0x61, count: EventStreamParser.maximumBytes)
        #expect(throws: EventStreamParser.LineTooLong.self) {
            _ = try parser.read(line)
            _ = try parser.read(line)
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> String {
        var text = self
        while let last = text.last, isDropped(last) { text.removeLast() }
        return text
    }
}
