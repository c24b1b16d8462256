import Hummingbird
import IngotModel
import IngotStorage
import ServiceLifecycleTestKit
import Testing

@testable import IngotAPI

/// The stream that tells what happens to nodes.
struct EventStreamTests {
    /// Streams that end when they have told all that there is.
    private func run(
        _ configure: @escaping (inout APIConfiguration) -> Void = { _ in },
        _ body: @escaping @Sendable (APIFixture) async throws -> Void
    ) async throws {
        try await APIFixture.run(
            configure: { configuration in
                configuration.eventStreamLifetime = .zero
                configure(&configuration)
            }, body)
    }

    @Test func `a client is told what happened since it last looked`() async throws {
        try await run { api in
            let oak = try await api.node("oak")
            let all = try await api.get("/v1/events/stream?after=0")
            #expect(all.status == 200)
            #expect(all.header("Content-Type") == "text/event-stream")
            let created = try #require(all.events.first)
            #expect(created.name == "node.created")
            #expect(created.data["node_uuid"] == .string(oak.id.text))
            #expect(created.data["body"]?["provision_state"] == "enroll")
            try await api.alter(oak) { $0.provisionState = .manageable }
            let rest = try await api.send(.get, "/v1/events/stream", headers: ["Last-Event-ID": created.id])
            #expect(rest.events.map(\.name) == ["node.state"])
            #expect(rest.events.first?.data["body"]?["provision_state"] == "manageable")
            #expect(try await api.get("/v1/events/stream").events.isEmpty)
        }
    }

    @Test func `many events come page by page, each once and in order`() async throws {
        try await run {
            $0.eventPageSize = 3
        } _: { api in
            for number in 0..<10 { try await api.node("node-\(number)") }
            let events = try await api.get("/v1/events/stream?after=0").events
            #expect(events.compactMap { $0.data["body"]?["name"]?.string } == (0..<10).map { "node-\($0)" })
        }
    }

    /// Filters, and the events of the test's set that pass.
    static let filters: [(String, [String])] = [
        ("", ["node.created oak", "node.created elm", "node.power oak", "node.maintenance elm"]),
        ("&node=oak", ["node.created oak", "node.power oak"]),
        ("&node=oak,elm&kinds=node.power", ["node.power oak"]),
        ("&node=oak&node=elm&kinds=node.maintenance,node.power", ["node.power oak", "node.maintenance elm"]),
        ("&kinds=timeline", []),
    ]

    @Test(arguments: filters)
    func `a client chooses nodes and kinds`(filter: String, expected: [String]) async throws {
        try await run { api in
            let (oak, elm) = (try await api.node("oak"), try await api.node("elm"))
            try await api.alter(oak) { $0.powerState = .on }
            try await api.alter(elm) { $0.inMaintenance = true }
            let events = try await api.get("/v1/events/stream?after=0\(filter)").events
            #expect(events.map { "\($0.name) \($0.data["body"]?["name"]?.string ?? "")" } == expected)
        }
    }

    @Test(arguments: ["oak", "uuid"])
    func `who goes on learns that its node is gone`(_ form: String) async throws {
        try await run { api in
            let oak = try await api.node("oak")
            try await api.node("elm")
            let reference = form == "uuid" ? oak.id.text : "oak"
            let first = try await api.get("/v1/events/stream?after=0&node=\(reference)").events
            try await api.store.write { try $0.nodes.delete(oak.id) }
            let headers = ["Last-Event-ID": try #require(first.last?.id)]
            let path = "/v1/events/stream?node=\(reference)"
            let rest = try await api.send(.get, path, headers: headers)
            #expect(rest.events.map(\.name) == ["node.deleted"], "\(rest.text)")
            #expect(try await api.get(path).status == 404)
        }
    }

    @Test func `who goes on learns nothing of nodes that it may not see`() async throws {
        try await APIFixture.run(
            access: try .only(FixedCaller.member(of: "red", "reader")), configure: { $0.eventStreamLifetime = .zero }
        ) { api in
            let foreign = try await api.node("ash") { $0.owner = "blue" }
            try await api.node("oak") { $0.owner = "red" }
            for reference in ["ash", foreign.id.text, NodeID.random().text] {
                let path = "/v1/events/stream?node=\(reference)"
                #expect(try await api.get(path).status == 404)
                let resumed = try await api.get("\(path)&after=0")
                #expect(resumed.status == 200 && resumed.events.isEmpty, "\(reference): \(resumed.text)")
            }
        }
    }

    /// Query and `Last-Event-ID`, status.
    static let wrong: [(String, String?, Int)] = [
        ("?after=x", nil, 400), ("?after=-1", nil, 400), ("", "one", 400), ("?after=99999999999999999999", nil, 400),
        ("?kinds=node.painted", nil, 400), ("?node=nobody", nil, 404), ("?colour=red", nil, 400), ("", "", 200),
    ]

    @Test(arguments: wrong)
    func `what makes no sense is refused`(query: String, last: String?, status: Int) async throws {
        try await run { api in
            let headers = last.map { ["Last-Event-ID": $0] } ?? [:]
            let answer = try await api.send(.get, "/v1/events/stream\(query)", headers: headers)
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test func `browsers, which accept nothing but streams, are served`() async throws {
        try await run { api in
            let accept = ["Accept": "text/event-stream"]
            let stream = try await api.send(.get, "/v1/events/stream", headers: accept)
            #expect(stream.status == 200)
            let list = try await api.send(.get, "/v1/nodes", headers: accept)
            #expect(list.status == 406)
        }
    }

    @Test func `a client that was away for too long is told that it missed something`() async throws {
        try await run { api in
            for name in ["a", "b", "c"] { try await api.node(name) }
            let now = api.clock.now
            _ = try await api.store.write { try $0.events.prune(before: now + .seconds(60), limit: 10) }
            let events = try await api.get("/v1/events/stream?after=1").events
            #expect(events.map(\.name) == ["reset", "node.created"])
            #expect(events.first?.data["sequence"] == 2)
            let future = try await api.get("/v1/events/stream?after=500").events
            #expect(future.map(\.name) == ["reset"])
            #expect(future.first?.id == "3")
        }
    }

    @Test func `no more streams than configured are open`() async throws {
        try await run {
            $0.maximumEventStreams = 0
        } _: { api in
            let answer = try await api.get("/v1/events/stream")
            #expect(answer.status == 503)
            #expect(answer.header("Retry-After") != nil)
        }
    }

    @Test func `a stream that is over makes room for another`() throws {
        let slots = CallSlots(limit: 1, refusal: .unavailable("All are taken", code: "too_many", retryAfterSeconds: 1))
        do {
            let slot = try slots.take()
            #expect(throws: APIError.self) { _ = try slots.take() }
            withExtendedLifetime(slot) {}
        }
        _ = try slots.take()
    }

    @Test func `an event reaches its client at once, and a slow client is waited for`() async throws {
        try await live { services, add in
            let (writer, texts, room) = RecordingWriter.make()
            let stream = EventStream(services: services, slot: try services.streams.take()) { $0.body }
            let reader = try await EventReader(
                store: services.store, filter: EventFilter(), pageSize: 2, after: nil)
            let sent = Task { try await stream.run(reader, asAny(writer)) }
            var seen = texts.makeAsyncIterator()
            room.yield()
            #expect(await seen.next()?.hasPrefix(":") == true)
            try await add(["oak"])
            room.yield()
            #expect(await seen.next()?.contains("node.created") == true)
            try await add(["a", "b", "c", "d", "e"])
            for count in [2, 2, 1] {
                room.yield()
                #expect(await seen.next()?.components(separatedBy: "event: ").count == count + 1)
            }
            room.finish()
            try await add(["last"])
            await #expect(throws: RecordingWriter.ClientGone.self) { try await sent.value }
        }
    }

    @Test func `streams end when the server does`() async throws {
        try await live { services, _ in
            let (writer, texts, room) = RecordingWriter.make()
            let stream = EventStream(services: services, slot: try services.streams.take()) { $0.body }
            let reader = try await EventReader(
                store: services.store, filter: EventFilter(), pageSize: 2, after: nil)
            try await testGracefulShutdown { trigger in
                async let end: Void = stream.run(reader, asAny(writer))
                var seen = texts.makeAsyncIterator()
                room.yield()
                #expect(await seen.next() != nil)
                trigger.triggerGracefulShutdown()
                try await end
            }
        }
    }

    /// Runs a body with services whose streams wait for their bell alone; nodes are added together, with one ring.
    private func live(
        _ body: (APIServices, _ add: @escaping @Sendable ([String]) async throws -> Void) async throws -> Void
    ) async throws {
        let store = try Store.inMemory()
        try await store.migrate()
        var configuration = APIConfiguration()
        configuration.eventPollInterval = .seconds(3_600)
        configuration.eventHeartbeatInterval = .seconds(3_600)
        let clock = HandClock()
        try await body(APIServices(store: store, configuration: configuration, clock: clock)) { names in
            let nodes = names.map { name in
                var node = Node(id: .random(), driver: "fake-hardware", createdAt: clock.now)
                node.name = name
                return node
            }
            try await store.write { transaction in for node in nodes { try transaction.nodes.insert(node) } }
        }
        await store.close()
    }
}

extension EventStream {
    fileprivate func run(_ reader: EventReader, _ writer: any ResponseBodyWriter) async throws {
        var writer = writer
        try await run(reader, &writer)
    }
}

private func asAny(_ writer: RecordingWriter) -> any ResponseBodyWriter { writer }

/// One event as a client reads it.
private struct ReceivedEvent {
    var id = ""
    var name = ""
    var data = JSONValue.null
}

extension Answer {
    fileprivate var events: [ReceivedEvent] {
        text.split(separator: "\n\n").compactMap { block in
            var event = ReceivedEvent()
            for line in block.split(separator: "\n") {
                let parts = line.split(separator: ": ", maxSplits: 1).map(String.init)
                switch parts.first {
                case "id": event.id = parts[1]
                case "event": event.name = parts[1]
                case "data": event.data = (try? JSONValue.parse(parts[1])) ?? .null
                default: break
                }
            }
            return event.name.isEmpty ? nil : event
        }
    }
}
