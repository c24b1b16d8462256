import IngotMetrics
import IngotModel
import IngotStorage
import Logging
import Prometheus
import Testing

@testable import IngotNotifications

/// A database with a run that waits, and a courier of traces.
private struct World {
    let store: Store
    let clock = HandClock()
    let registry = Registry(MetricFamily.all)
    let lease: Lease
    let run: Run

    static func run(_ body: (World) async throws -> Void) async throws {
        let store = try Store.inMemory()
        try await store.migrate()
        let start = HandClock().now
        let (run, lease) = try await store.write { transaction in
            let node = Node(id: .random(), driver: "fake-hardware", createdAt: start)
            try transaction.nodes.insert(node)
            let lease = try #require(
                try transaction.leases.acquire(
                    node.id, holder: "host-1", incarnation: "a", purpose: "provision:active", now: start,
                    duration: .seconds(60)))
            let plan = Plan(
                verb: "active", from: .available, target: .active,
                steps: [PlannedStep(Step(.deploy, "write"), by: .agent, .resumable, because: "asked for")])
            let run = Run(
                node: node.id, kind: .provision(.active), arguments: [:], plan: plan, requestedAt: start,
                startedAt: start + .seconds(1))
            try transaction.runs.insert(run)
            for (kind, second) in [(JournalEntry.Kind.started, 1), (.suspended, 2), (.finished, 5)] {
                try transaction.journal.append(
                    run.id, kind: kind, at: start + .seconds(second), stepIndex: 0, ticket: ["command": "c"],
                    under: lease)
            }
            return (run, lease)
        }
        try await body(World(store: store, lease: lease, run: run))
        await store.close()
    }

    func courier(to url: String, by sender: any DeliverySender) async throws -> Courier {
        var logger = Logger(label: "courier.test")
        logger.logLevel = .critical
        let courier = Courier(
            target: .collector(try #require(DeliveryAddress(url))), source: TraceDeliveries(store: store), store: store,
            settings: NotificationSettings(), sender: sender, holder: DeliveryHolder(host: "first", life: "1"),
            clock: clock,
            meter: .collector("http://collector.example", Meters(registry)), logger: logger)
        try await courier.enter()
        return courier
    }

    func end() async throws {
        var over = run
        over.state = .finished
        over.finishedAt = run.startedAt + .seconds(5)
        let (run, lease) = (over, lease)
        try await store.write { try $0.runs.update(run, under: lease) }
    }
}

struct TraceDeliveryTests {
    @Test func `a run is posted as a trace when it has ended, and only once`() async throws {
        try await HTTPReceiver.serving { receiver in
            try await HTTPReceiver.calling { sender in
                try await World.run { world in
                    let courier = try await world.courier(to: "\(receiver.address)/v1/traces", by: sender)
                    _ = try await courier.deliver()
                    #expect(receiver.requests.isEmpty, "a trace of a run that goes on")
                    try await world.end()
                    _ = try await courier.deliver()
                    _ = try await courier.deliver()
                    #expect(receiver.requests.count == 1)
                    let request = try #require(receiver.requests.first)
                    #expect(request.uri == "/v1/traces")
                    #expect(request.headers["content-type"] == "application/json")
                    try Self.check(JSONValue.parse(request.body), against: world.run)
                    #expect(world.registry.text.contains("ingot_traces_total{outcome=\"delivered\"} 1"))
                }
            }
        }
    }

    /// That a collector can read it: the JSON encoding of OTLP 1.x.
    private static func check(_ request: JSONValue, against run: Run) throws {
        let resource = request["resourceSpans"]?[0]
        #expect(resource?["resource"]?["attributes"]?[0]?["key"] == "service.name")
        let spans = try #require(resource?["scopeSpans"]?[0]?["spans"]?.array)
        #expect(
            spans.compactMap { $0["name"]?.string }.prefix(3) == ["active", "wait for a conductor", "deploy.write"])
        let identifiers = spans.compactMap { $0["spanId"]?.string }
        #expect(Set(identifiers).count == spans.count)
        for (place, span) in spans.enumerated() {
            #expect(span["traceId"]?.string == run.id.text.replacing("-", with: ""))
            #expect(identifiers[place].count == 16 && identifiers[place].allSatisfy(\.isHexDigit))
            for member in ["startTimeUnixNano", "endTimeUnixNano"] {
                #expect(span[member]?.string?.allSatisfy(\.isNumber) == true, "\(member) of \(span)")
            }
            let parent = span["parentSpanId"]?.string
            #expect(place == 0 ? parent == nil : identifiers[..<place].contains(parent ?? ""))
        }
        let root = try #require(spans.first)
        #expect(root["startTimeUnixNano"] == "1000000000000000")
        #expect(root["endTimeUnixNano"] == "1000006000000000")
    }

    @Test(arguments: [
        (Int?.none, false), (429, false), (502, false), (503, false), (504, false), (302, true), (400, true),
        (404, true), (500, true),
    ])
    func `only answers that the protocol calls passing are asked for again`(_ status: Int?, _ isFinal: Bool) throws {
        let source = TraceDeliveries(store: try Store.inMemory())
        #expect(source.isFinal(DeliveryFailure("no", status: status)) == isFinal)
    }

    @Test func `a trace that the collector refuses for good is given up at once`() async throws {
        try await HTTPReceiver.serving(400) { receiver in
            try await HTTPReceiver.calling { sender in
                try await World.run { world in
                    let courier = try await world.courier(to: receiver.address, by: sender)
                    try await world.end()
                    _ = try await courier.deliver()
                    _ = try await courier.deliver()
                    #expect(receiver.requests.count == 1)
                    #expect(world.registry.text.contains("ingot_traces_total{outcome=\"given_up\"} 1"))
                }
            }
        }
    }

    @Test func `a collector that is down gets the trace when it is back`() async throws {
        try await World.run { world in
            let receiver = Receiver()
            let courier = try await world.courier(to: "http://collector.example/v1/traces", by: receiver)
            try await world.end()
            receiver.goDown()
            #expect(try await courier.deliver() == .seconds(1))
            receiver.comeBack()
            world.clock.advance(by: .seconds(1))
            _ = try await courier.deliver()
            #expect(receiver.taken.count == 1)
            #expect(world.registry.text.contains("ingot_traces_total{outcome=\"failed\"} 1"))
        }
    }

    @Test func `a run that was forgotten meanwhile keeps nobody waiting`() async throws {
        try await World.run { world in
            let receiver = Receiver()
            let courier = try await world.courier(to: "http://collector.example/v1/traces", by: receiver)
            try await world.end()
            let end = world.run.startedAt + .seconds(60)
            _ = try await world.store.write { try $0.runs.prune(before: end, limit: 10) }
            _ = try await courier.deliver()
            #expect(receiver.attempts == 0)
            let target = courier.target.identifier
            let (cursor, last) = try await world.store.read { (try $0.webhooks.find(target), try $0.events.last()) }
            #expect(cursor?.position == last)
        }
    }

    @Test func `a URL that is webhook and collector stands in the stream twice`() throws {
        let address = try #require(DeliveryAddress("https://receiver.example/"))
        #expect(DeliveryTarget(address).identifier != DeliveryTarget.collector(address).identifier)
    }
}
