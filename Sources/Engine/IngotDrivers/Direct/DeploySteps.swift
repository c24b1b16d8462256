import IngotContracts
import IngotHardware
import IngotModel

/// Waits for nothing: with fast track the agent is there, or the step fails and says so.
struct AwaitAgent: StepBody {
    func run(_ task: NodeTask) async throws -> StepOutcome {
        let agent = try task.presentAgent()
        guard task.agentIsAlive else {
            throw HardwareProblem(
                .failed,
                "\(task.agentEvidence), which is longer than the fast track window of"
                    + " \(Int(task.fastTrackWindow.inSeconds)) s; boot the machine into the deploy ramdisk again")
        }
        return .finished(StepResult(detail: "the agent at \(agent.url ?? "?") is alive"))
    }
}

/// Looks at the image from here, so that a wrong address fails before the disk is touched.
struct PrepareDeployment: StepBody {
    let images: ImageSource

    func run(_ task: NodeTask) async throws -> StepOutcome {
        let info = try DirectDeploy.imageInfo(of: task)
        var facts: [String] = []
        for url in info.urls { facts.append(try await images.inspect(url, authorization: info.requestAuthorization)) }
        return .finished(StepResult(detail: facts.joined(separator: "; ")))
    }
}

/// Asks the agent which steps its hardware managers offer.
struct GetAgentSteps: StepBody {
    let kind: AgentStepKind
    let client: AgentClient

    func run(_ task: NodeTask) async throws -> StepOutcome {
        let agent = try task.presentAgent()
        let answer = try await client.send(
            AgentCommandRequest(kind.getCommand, ["node": task.nodeForAgent, "ports": task.portsForAgent]),
            waiting: true, to: agent)
        guard answer.status == .succeeded else {
            throw HardwareProblem(
                .failed,
                "the agent at \(agent.url ?? "?") could not list its steps: \(answer.error?.description ?? "no reason")"
            )
        }
        let list = try AgentStepList(kind: kind, answer.result)
        var result = StepResult(detail: "\(list.merged.count) steps of \(list.managerVersions.count) hardware managers")
        result.changesPlan = true
        result.changes.internalInfo = [
            "agent_cached_\(kind.rawValue)_steps": list.json["\(kind.rawValue)_steps"] ?? .null,
            "agent_cached_\(kind.rawValue)_steps_refreshed": .string(task.now.internalForm),
            "hardware_manager_version": .object(list.managerVersions.mapValues(JSONValue.string)),
        ]
        return .finished(result)
    }
}

/// Asks the agent what it wrote, and remembers it on the node.
struct PrepareInstanceBoot: StepBody {
    let client: AgentClient

    func run(_ task: NodeTask) async throws -> StepOutcome {
        let answer = try await client.send(
            AgentCommandRequest(.getPartitionUUIDs), waiting: true, to: try task.presentAgent())
        var result = StepResult(detail: "whole-disk image: its own boot loader starts it")
        if let root = answer.result["root uuid"], root.string != nil {
            result.changes.internalInfo["root_uuid_or_disk_id"] = root
        }
        result.changes.internalInfo["is_whole_disk_image"] = true
        return .finished(result)
    }
}

/// A step of the field's flow that has nothing to do with these interfaces, kept so that timelines read alike.
struct Nothing: StepBody {
    let detail: String

    func run(_ task: NodeTask) async throws -> StepOutcome { .finished(StepResult(detail: detail)) }
}
