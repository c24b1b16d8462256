import IngotMetrics
import IngotModel
import IngotStorage
import Logging
import Prometheus
import Testing

@testable import IngotNotifications

/// A database with events, a receiver, and couriers of as many processes as the test wants.
private struct World {
    let store: Store
    let clock = HandClock()
    let receiver = Receiver()
    let registry = Registry(MetricFamily.all)
    var settings = NotificationSettings()

    static func run(_ body: (World) async throws -> Void) async throws {
        let store = try Store.inMemory()
        try await store.migrate()
        var world = World(store: store)
        world.settings.urls = [try #require(DeliveryAddress("https://user:pass@hooks.example/ingot?token=1"))]
        world.settings.pageSize = 3
        world.settings.attempts = 4
        try await body(world)
        await store.close()
    }

    func courier(_ process: String = "first", life: String = "1") -> Courier {
        var logger = Logger(label: "courier.test")
        logger.logLevel = .critical
        return Courier(
            target: DeliveryTarget(settings.urls[0]), source: EventDeliveries(kinds: settings.kinds, secret: nil),
            store: store, settings: settings, sender: receiver, holder: DeliveryHolder(host: process, life: life),
            clock: clock, meter: .webhook("https://hooks.example", Meters(registry)), logger: logger)
    }

    func add(_ kinds: Event.Kind...) async throws {
        let now = clock.now
        try await store.write { transaction in
            for kind in kinds {
                transaction.events.append(Event(kind, at: now, node: .random(), body: ["provision_state": "active"]))
            }
        }
    }

    /// Delivers until there is nothing to do.
    func settle(_ courier: Courier) async throws {
        for _ in 0..<100 where try await courier.deliver() != nil { return }
    }
}

struct CourierTests {
    @Test func `a new webhook hears what happens from then on, in order, and only the chosen kinds`() async throws {
        try await World.run { world in
            try await world.add(.nodeCreated)
            let courier = world.courier()
            try await courier.enter()
            try await world.add(.nodeState, .timeline, .nodePower, .timeline, .nodeMaintenance, .nodeDeleted)
            try await world.settle(courier)
            #expect(world.receiver.sequences == [2, 4, 6, 7])
            try await world.settle(courier)
            #expect(world.receiver.attempts == 4)
            #expect(world.registry.text.contains("ingot_notifications_total{outcome=\"delivered\"} 4"))
        }
    }

    @Test func `a receiver that is down is tried again, later and later, and misses nothing`() async throws {
        try await World.run { world in
            let courier = world.courier()
            try await courier.enter()
            try await world.add(.nodeState, .nodeState)
            world.receiver.goDown()
            #expect(try await courier.deliver() == .seconds(1))
            #expect(try await courier.deliver() == .seconds(1))
            #expect(world.receiver.attempts == 1, "an attempt before its time")
            world.clock.advance(by: .seconds(1))
            #expect(try await courier.deliver() == .seconds(2))
            world.clock.advance(by: .seconds(2))
            world.receiver.comeBack()
            try await world.settle(courier)
            #expect(world.receiver.sequences == [1, 2])
        }
    }

    @Test func `an event that nobody takes is given up after its time, and the next one is told`() async throws {
        try await World.run { world in
            let courier = world.courier()
            try await courier.enter()
            try await world.add(.nodeState)
            world.receiver.goDown()
            for _ in 0..<4 {
                _ = try await courier.deliver()
                world.clock.advance(by: .seconds(60))
            }
            #expect(world.receiver.attempts == 4)
            world.receiver.comeBack()
            try await world.add(.nodePower)
            try await world.settle(courier)
            #expect(world.receiver.sequences == [2])
            #expect(world.registry.text.contains("ingot_notifications_total{outcome=\"given_up\"} 1"))
        }
    }

    @Test func `a process that takes over goes on with the event that may not have arrived`() async throws {
        try await World.run { world in
            let first = world.courier("first")
            let second = world.courier("second")
            try await first.enter()
            try await world.add(.nodeState)
            try await world.settle(first)
            try await world.add(.nodePower)
            #expect(try await second.deliver() != nil)
            #expect(world.receiver.sequences == [1], "two processes deliver at the same time")
            // The first one dies: its claim runs out.
            world.clock.advance(by: world.settings.claim + .seconds(1))
            try await world.settle(second)
            #expect(world.receiver.sequences == [1, 2])
        }
    }

    @Test func `a process that was killed goes on at once when it is started again`() async throws {
        try await World.run { world in
            let first = world.courier("front 1", life: "1")
            try await first.enter()
            try await world.add(.nodeState)
            try await world.settle(first)
            try await world.add(.nodePower)
            // Another process of a name that begins alike takes nothing away.
            let other = world.courier("front", life: "1")
            try await other.enter()
            try await world.settle(other)
            #expect(world.receiver.sequences == [1])
            let second = world.courier("front 1", life: "2")
            try await second.enter()
            try await world.settle(second)
            #expect(world.receiver.sequences == [1, 2])
        }
    }

    @Test func `how far a receiver is behind is told whoever delivers to it, and also between two attempts`()
        async throws
    {
        try await World.run { world in
            func lag() -> String? {
                world.registry.text.split(separator: "\n").last { $0.hasPrefix("ingot_notification_lag_seconds") }
                    .flatMap { $0.split(separator: " ").last }.map(String.init)
            }
            let first = world.courier("first")
            try await first.enter()
            try await world.add(.nodeState)
            try await world.settle(first)
            #expect(lag() == "0")
            try await world.add(.nodePower)
            world.receiver.goDown()
            world.clock.advance(by: .seconds(7))
            _ = try await world.courier("second").deliver()
            #expect(lag() == "7")
            _ = try await first.deliver()
            world.clock.advance(by: .milliseconds(500))
            _ = try await first.deliver()
            #expect(lag() == "7.5")
            world.receiver.comeBack()
            world.clock.advance(by: .milliseconds(500))
            _ = try await first.deliver()
            #expect(lag() == "0")
        }
    }

    @Test func `a process that has lost its claim meanwhile does not move the place`() async throws {
        try await World.run { world in
            let courier = world.courier()
            try await courier.enter()
            try await world.add(.nodeState)
            let stale = WebhookCursor(target: DeliveryTarget(world.settings.urls[0]).identifier, position: 99)
            var foreign = stale
            foreign.holder = "somebody else"
            let lost = foreign
            #expect(try await world.store.write { try $0.webhooks.update(lost) } == false)
            try await world.settle(courier)
            #expect(world.receiver.sequences == [1])
        }
    }

    @Test func `whoever leaves lets others deliver at once`() async throws {
        try await World.run { world in
            let first = world.courier("first")
            try await first.enter()
            try await world.add(.nodeState)
            try await world.settle(first)
            await first.leave()
            try await world.add(.nodeState)
            try await world.settle(world.courier("second"))
            #expect(world.receiver.sequences == [1, 2])
        }
    }

    @Test func `events that were removed before their time are told of once`() async throws {
        try await World.run { world in
            let courier = world.courier()
            try await courier.enter()
            try await world.add(.nodeState)
            try await world.settle(courier)
            try await world.add(.nodeState, .nodeState, .nodePower)
            world.clock.advance(by: .seconds(60))
            let now = world.clock.now
            _ = try await world.store.write { try $0.events.prune(before: now, limit: 10) }
            world.receiver.goDown()
            for _ in 0..<3 {
                _ = try await courier.deliver()
                world.clock.advance(by: .seconds(60))
            }
            #expect(world.receiver.attempts == 4)
            #expect(world.registry.text.contains("ingot_notifications_total{outcome=\"missed\"} 2"))
            world.receiver.comeBack()
            try await world.settle(courier)
            #expect(world.receiver.sequences == [1, 4])
        }
    }

    @Test func `a webhook is known by a digest, and told of by its host and the digest's beginning`() throws {
        let targets = try ["https://user:pass@hooks.example/ingot?token=1", "https://hooks.example/ingot?token=2"].map {
            try DeliveryTarget.webhook($0)
        }
        for target in targets {
            #expect(target.identifier.count == 64)
            #expect(target.label == "https://hooks.example \(target.identifier.prefix(12))")
        }
        #expect(targets[0].label != targets[1].label, "two webhooks on one host are one series")
    }
}
