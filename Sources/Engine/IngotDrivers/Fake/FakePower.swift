import IngotHardware
import IngotModel

/// The power interface `fake`: believes whatever it is told (peer: ironic's `FakePower`), unless the node says that its
/// machine does otherwise, so that people can see what becomes of such machines.
package struct FakePower: PowerInterface {
    package let name = "fake"
    package let supportedTargets = Set(PowerTarget.allCases)
    package let properties = [
        FakePower.claim:
            "Where the machine claims to be, 'power on' or 'power off', whatever it was told; for trying things out."
    ]
    private static let claim = "fake_power_state"
    private let delay: Duration

    package init(delay: Duration) { self.delay = delay }

    package func validate(_ task: NodeTask) async throws { _ = try Self.claimed(by: task.node) }

    package func state(of task: NodeTask) async throws -> PowerState? {
        if let claimed = try Self.claimed(by: task.node) { return claimed }
        // An error is what was said of the machine, not what it was told.
        return task.node.powerState == .error ? nil : task.node.powerState
    }

    package func step(for target: PowerTarget) -> any StepBody {
        FakeStep(delay: delay, detail: "the fake machine is at '\(target.result.rawValue)'", powerState: target.result)
    }

    private static func claimed(by node: Node) throws(HardwareProblem) -> PowerState? {
        guard let value = node.driverInfo[claim], !value.isNull else { return nil }
        let states = [PowerState.on, .off]
        guard let state = states.first(where: { $0.rawValue == value.string }) else {
            throw HardwareProblem(
                .invalidParameter,
                "driver_info/\(claim) must be one of: \(states.map(\.rawValue).joined(separator: ", "))")
        }
        return state
    }
}
