import IngotHardware
import IngotModel

/// The rescue interface `fake`: rescues by saying so (peer: ironic's `FakeRescue`).
package struct FakeRescue: RescueInterface {
    package let name = "fake"
    private let delay: Duration

    package init(delay: Duration) { self.delay = delay }

    package func validate(_ task: NodeTask) async throws {}

    package func rescue() -> any StepBody { FakeStep(delay: delay, detail: "pretended to rescue", powerState: .on) }

    package func unrescue() -> any StepBody {
        FakeStep(delay: delay, detail: "pretended to boot the instance again", powerState: .on)
    }
}
