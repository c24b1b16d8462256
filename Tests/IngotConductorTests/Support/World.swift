import IngotHardware
import IngotModel
import Synchronization

/// The machine outside: it remembers what was done to it, whatever becomes of the conductor.
final class World: Sendable {
    private struct State {
        var effects: [String] = []
        var jobs: [String: Int] = [:]
    }

    private let state = Mutex(State())

    var effects: [String] { state.withLock(\.effects) }
    func effect(_ name: String) { state.withLock { $0.effects.append(name) } }
    func count(_ name: String) -> Int { effects.count { $0 == name } }

    /// Begins a job that is done after it was asked about twice.
    func begin(_ job: String) {
        state.withLock { state in
            state.effects.append(job)
            state.jobs[job] = 2
        }
    }

    func has(_ job: String) -> Bool { state.withLock { $0.jobs[job] != nil } }

    func isDone(_ job: String) -> Bool {
        state.withLock { state in
            let left = state.jobs[job, default: 0]
            state.jobs[job] = max(0, left - 1)
            return left == 0
        }
    }
}

/// A deploy interface with one step of each kind of repetition.
struct WorldDeploy: DeployInterface {
    let name = "world"
    let learnsSteps = true
    let world: World
    var failure: String?

    func validate(_ task: NodeTask) async throws {}
    func validateDeployment(_ task: NodeTask) async throws {
        guard task.node.instanceInfo["image_source"] != nil else {
            throw HardwareProblem(.invalidParameter, "instance_info/image_source is missing")
        }
    }
    func frame(of phase: StepPhase, for task: NodeTask) -> PhaseFrame {
        guard phase == .clean else { return PhaseFrame() }
        return PhaseFrame(opening: [
            PlannedStep(Step(.deploy, "ask"), by: .agent, .repeatable, because: "the steps must be known")
        ])
    }
    func steps(in phase: StepPhase, for task: NodeTask) -> [PlannedStep] {
        switch phase {
        case .deploy:
            [
                PlannedStep(Step(.deploy, "prepare", priority: 100), by: .conductor, .repeatable, because: "first"),
                PlannedStep(
                    Step(.deploy, "write", priority: 80, isAbortable: true), by: .agent, .resumable, because: "second"),
                PlannedStep(Step(.deploy, "boot", priority: 20), by: .conductor, .repeatable, because: "last"),
            ]
        case .clean where task.node.driverInternalInfo["told"] != nil:
            [PlannedStep(Step(.deploy, "erase", priority: 10), by: .agent, .resumable, because: "the agent told so")]
        default: []
        }
    }
    func destroys(in phase: StepPhase, for task: NodeTask) -> [String] { phase == .deploy ? ["the disk"] : [] }
    func reboots(in phase: StepPhase, for task: NodeTask) -> Int { 0 }
    func body(of step: Step, in phase: StepPhase) -> (any StepBody)? {
        if step.name == failure { return FailingStep() }
        let isJob = ["write", "erase"].contains(step.name)
        if isJob { return JobStep(world: world, job: step.name) }
        return EffectStep(world: world, effect: step.name)
    }
}

struct EffectStep: StepBody {
    let world: World
    let effect: String

    func run(_ task: NodeTask) async throws -> StepOutcome {
        world.effect(effect)
        var result = StepResult(detail: effect)
        if effect == "ask" {
            result.changes.internalInfo = ["told": true]
            result.changesPlan = true
        }
        return .finished(result)
    }
}

struct FailingStep: StepBody {
    func run(_ task: NodeTask) async throws -> StepOutcome {
        throw HardwareProblem(.failed, "the disk is on fire; change it")
    }
}

/// A job of the machine: begun once, awaited with a ticket, found again after a crash.
struct JobStep: StepBody {
    let world: World
    let job: String

    func run(_ task: NodeTask) async throws -> StepOutcome {
        world.begin(job)
        return .suspended(ticket: ["job": .string(job)], interval: .seconds(5), detail: "\(job) is running")
    }
    func check(_ ticket: JSONValue, _ task: NodeTask) async throws -> StepOutcome {
        world.isDone(job)
            ? .finished(StepResult(detail: "\(job) done"))
            : .suspended(ticket: ticket, interval: .seconds(5), detail: "\(job) is running")
    }
    func recover(_ task: NodeTask) async throws -> StepOutcome {
        world.has(job) ? try await check(["job": .string(job)], task) : try await run(task)
    }
}
