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

/// The deploy interface `fake`: deploys by saying so (peer: ironic's `FakeDeploy`).
package struct FakeDeploy: DeployInterface {
    package let name = "fake"
    private let delay: Duration

    package init(delay: Duration) { self.delay = delay }

    package func validate(_ task: NodeTask) async throws {}
    package func validateDeployment(_ task: NodeTask) async throws {}
    package func frame(of phase: StepPhase, for task: NodeTask) -> PhaseFrame { PhaseFrame() }
    package func steps(in phase: StepPhase, for task: NodeTask) -> [PlannedStep] {
        guard phase == .deploy else { return [] }
        return [
            PlannedStep(
                Step(.deploy, "deploy", priority: 100, isAbortable: true), by: .conductor, .repeatable,
                because: "the core step of every deployment")
        ]
    }
    package func destroys(in phase: StepPhase, for task: NodeTask) -> [String] { [] }
    package func reboots(in phase: StepPhase, for task: NodeTask) -> Int { 0 }
    package func body(of step: Step, in phase: StepPhase) -> (any StepBody)? {
        phase == .deploy && step.name == "deploy"
            ? FakeStep(delay: delay, detail: "pretended to deploy", powerState: .on) : nil
    }
}

/// The vendor interface `fake` with its one clean step (peer: ironic's `FakeVendorB`).
package struct FakeVendor: OffersSteps {
    package let name = "fake"
    private let delay: Duration

    package init(delay: Duration) { self.delay = delay }

    package func validate(_ task: NodeTask) async throws {}
    package func steps(in phase: StepPhase, for task: NodeTask) -> [PlannedStep] {
        guard phase == .clean else { return [] }
        return [
            PlannedStep(
                Step(.vendor, "log_passthrough", priority: 1), by: .conductor, .repeatable,
                because: "the fake vendor offers it with priority 1")
        ]
    }
    package func body(of step: Step, in phase: StepPhase) -> (any StepBody)? {
        phase == .clean && step.name == "log_passthrough"
            ? FakeStep(delay: delay, detail: "pretended to pass a log through") : nil
    }
}

/// Does nothing, at once or after a delay; with one it waits as real hardware would, ticket and all.
struct FakeStep: StepBody {
    let delay: Duration
    let detail: String
    var powerState: PowerState?

    func run(_ task: NodeTask) async throws -> StepOutcome {
        delay > .zero ? waiting(until: task.now + delay, interval: delay) : done
    }

    func recover(_ task: NodeTask) async throws -> StepOutcome { try await run(task) }

    func check(_ ticket: JSONValue, _ task: NodeTask) async throws -> StepOutcome {
        let until = Timestamp(microseconds: Int64(ticket["until"]?.integer ?? 0))
        return until > task.now ? waiting(until: until, interval: until - task.now) : done
    }

    private func waiting(until: Timestamp, interval: Duration) -> StepOutcome {
        .suspended(
            ticket: ["until": .integer(until.microseconds)], interval: interval,
            detail: "pretends until \(until.iso8601)")
    }

    private var done: StepOutcome {
        var result = StepResult(detail: detail)
        result.powerState = powerState
        return .finished(result)
    }
}
