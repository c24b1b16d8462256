import IngotDrivers
import IngotHardware
import IngotModel
import Testing

@testable import IngotConductor

/// The power of fake machines, which may be other than what they were told.
struct FakePowerTests {
    private let power = FakePower(delay: .zero)

    private func task(_ claim: JSONValue?) -> NodeTask {
        var node = Node(id: .random(), driver: "fake-hardware", createdAt: Timestamp(seconds: 0))
        node.powerState = .on
        node.driverInfo["fake_power_state"] = claim
        return NodeTask(
            node: node, ports: [], agent: nil, arguments: [:], now: Timestamp(seconds: 1), fastTrackDefault: false,
            fastTrackWindow: .seconds(1))
    }

    @Test(arguments: [(nil, .on), (.null, .on), ("power off", .off), ("power on", .on)] as [(JSONValue?, PowerState)])
    func `a machine is where it was told to be, or where its node says that it claims to be`(
        _ claim: JSONValue?, _ state: PowerState
    ) async throws {
        try await power.validate(task(claim))
        #expect(try await power.state(of: task(claim)) == state)
    }

    @Test func `a machine does not repeat that its power could not be read`() async throws {
        var failed = task(nil)
        failed.node.powerState = .error
        #expect(try await power.state(of: failed) == nil)
    }

    @Test(arguments: ["error", "warm", 1, ["power on"]] as [JSONValue])
    func `a claim that is no power state is refused`(_ claim: JSONValue) async {
        await #expect(throws: HardwareProblem.self) { try await power.validate(task(claim)) }
    }

    @Test func `a machine that claims otherwise than its node is seen by the power sync`() async throws {
        var drifted = task("power off").node
        drifted.powerState = .on
        let seen = PowerSighting.state(try #require(try await power.state(of: task("power off"))))
        var settings = JobSettings()
        #expect(PowerVerdict.on(drifted, seen, after: 0, settings) == .forced(.on, seen: .off))
        settings.forcesPowerState = false
        #expect(PowerVerdict.on(drifted, seen, after: 0, settings) == .adopted(.off))
    }
}
