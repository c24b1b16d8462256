import IngotHardware
import IngotModel

/// The power interface `fake`: believes whatever it is told (peer: ironic's `FakePower`).
package struct FakePower: PowerInterface {
    package let name = "fake"
    package let supportedTargets = Set(PowerTarget.allCases)
    private let delay: Duration

    package init(delay: Duration) { self.delay = delay }

    package func validate(_ task: NodeTask) async throws {}
    package func state(of task: NodeTask) async throws -> PowerState? { task.node.powerState }
    package func step(for target: PowerTarget) -> any StepBody {
        FakeStep(delay: delay, detail: "the fake machine is at '\(target.result.rawValue)'", powerState: target.result)
    }
}
