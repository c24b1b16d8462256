import IngotHardware
import IngotModel

/// Done at once, and as well twice.
struct EffectStep: StepBody {
    let world: World
    let effect: String
    var powerState: PowerState?

    func run(_ task: NodeTask) async throws -> StepOutcome {
        if let powerState { try world.strip.tell(task.node.id, powerState) }
        world.effect(effect, task.mark)
        var result = StepResult(detail: effect)
        result.changes.powerState = powerState
        if effect == "ask" {
            result.changes.internalInfo = ["told": true]
            result.changesPlan = true
        }
        return .finished(result)
    }
}

/// Done at once, and never twice; nothing tells afterwards whether it was done.
struct OnceStep: StepBody {
    let world: World
    let effect: String

    func run(_ task: NodeTask) async throws -> StepOutcome {
        world.effect(effect, task.mark, mayRepeat: false)
        return .finished(StepResult(detail: effect))
    }
}

struct FailingStep: StepBody {
    func run(_ task: NodeTask) async throws -> StepOutcome {
        throw HardwareProblem(.failed, "the disk is on fire; change it")
    }
    func recover(_ task: NodeTask) async throws -> StepOutcome { try await run(task) }
}

/// A job of the machine: begun once, awaited with a ticket, found again after a crash.
struct JobStep: StepBody {
    let world: World
    let job: String
    var powerState: PowerState?

    func run(_ task: NodeTask) async throws -> StepOutcome {
        world.begin(job, mark(task))
        return waiting(task)
    }
    func check(_ ticket: JSONValue, _ task: NodeTask) async throws -> StepOutcome {
        guard world.isDone(mark(task)) else { return waiting(task) }
        if let powerState { try world.strip.tell(task.node.id, powerState) }
        var result = StepResult(detail: "\(job) done")
        result.changes.powerState = powerState
        return .finished(result)
    }
    func recover(_ task: NodeTask) async throws -> StepOutcome {
        world.has(mark(task)) ? try await check(.null, task) : try await run(task)
    }

    private func mark(_ task: NodeTask) -> String { task.mark ?? job }

    private func waiting(_ task: NodeTask) -> StepOutcome {
        .suspended(
            ticket: ["job": .string(mark(task))], interval: .seconds(5), detail: "\(job) is running")
    }
}
