import IngotContracts
import IngotHardware
import IngotModel

/// A step that the agent performs: sent as `execute_…_step`, then awaited by heartbeats and polls.
///
/// The ticket is the agent's command identifier. After a crash before the ticket was written, the agent's own command
/// list tells whether the step had been taken, so it is never sent twice.
struct AgentStepBody: StepBody {
    let step: Step
    let kind: AgentStepKind
    let client: AgentClient
    let settings: AgentClientSettings
    /// Completes the step's arguments from the node just before sending; they may hold secrets and are not journalled.
    var arguments: @Sendable (NodeTask) throws -> [String: JSONValue] = { _ in [:] }

    func run(_ task: NodeTask) async throws -> StepOutcome {
        let agent = try task.presentAgent()
        do {
            return try outcome(of: await client.send(try command(for: task), to: agent), begun: task.now, task)
        } catch let fault as AgentFault where fault.kind == .busy {
            return .suspended(ticket: Self.notYetSent, interval: settings.pollInterval, detail: fault.description)
        } catch let fault as AgentFault where fault.kind == .unreachable {
            // The answer may be lost while the command was taken: the list knows.
            guard let taken = try await taken(by: agent) else { throw fault }
            return try outcome(of: taken, begun: task.now, task)
        }
    }

    func check(_ ticket: JSONValue, _ task: NodeTask) async throws -> StepOutcome {
        if ticket == Self.notYetSent { return try await run(task) }
        guard let id = ticket["command"]?.string else {
            throw HardwareProblem(.failed, "the ticket \(ticket.serialized()) names no command of the agent")
        }
        let agent = try task.presentAgent()
        switch try await client.commandsOrSilence(of: agent) {
        case .failure(let silence): return try stillWaiting(ticket, task, silence)
        case .success(let commands):
            let begun = ticket["since"]?.integer.map { Timestamp(microseconds: Int64($0)) } ?? task.now
            return try outcome(of: try find(id, among: commands, of: agent), begun: begun, task)
        }
    }

    private func find(_ id: String, among commands: [AgentCommandResult], of agent: AgentRecord) throws(HardwareProblem)
        -> AgentCommandResult
    {
        if let command = commands.last(where: { $0.id == id }) { return command }
        throw HardwareProblem(
            .failed,
            "the agent at \(agent.url ?? "?") no longer knows command \(id) (it lists \(commands.count)):"
                + " it was restarted in the middle of the step; boot the ramdisk again and repeat the verb")
    }

    /// The ticket of a step that the agent could not take, as another command was running.
    private static let notYetSent: JSONValue = ["command": .null]

    func recover(_ task: NodeTask) async throws -> StepOutcome {
        guard let taken = try await taken(by: try task.presentAgent()) else { return try await run(task) }
        return try outcome(of: taken, begun: task.now, task)
    }

    private func command(for task: NodeTask) throws -> AgentCommandRequest {
        var wire = wireStep
        let arguments = step.arguments.merging(try arguments(task)) { $1 }
        if !arguments.isEmpty { wire["args"] = .object(arguments) }
        let versions = task.node.driverInternalInfo["hardware_manager_version"] ?? .null
        return AgentCommandRequest(
            kind.executeCommand,
            [
                "step": .object(wire), "node": task.nodeForAgent, "ports": task.portsForAgent,
                "\(kind.rawValue)_version": versions,
            ])
    }

    private var wireStep: [String: JSONValue] {
        [
            "interface": .string(step.interface.rawValue), "step": .string(step.name),
            "priority": JSONValue(step.priority),
            "abortable": .bool(step.isAbortable),
        ]
    }

    /// The newest command in the agent's list, where it is this very step.
    private func taken(by agent: AgentRecord) async throws -> AgentCommandResult? {
        let newest = try await client.commands(of: agent).last
        guard let newest, newest.name == kind.executeCommand.shortName else { return nil }
        // A running command shows no result yet; as one command runs at a time and this step is the one begun, it is ours.
        if newest.status == .running { return newest }
        let done = newest.result["\(kind.rawValue)_step"]
        return done?["step"]?.string == step.name && done?["interface"]?.string == step.interface.rawValue
            ? newest : nil
    }

    private func outcome(of command: AgentCommandResult, begun: Timestamp, _ task: NodeTask) throws -> StepOutcome {
        switch command.status {
        case .running:
            return .suspended(
                ticket: ["command": .string(command.id), "since": .integer(begun.microseconds)],
                interval: settings.pollInterval(after: task.now - begun),
                detail: "command \(command.id) runs on the agent")
        case .succeeded:
            return .finished(StepResult(detail: summary(of: command) ?? "the agent reports success"))
        case .versionMismatch:
            throw HardwareProblem(
                .failed,
                "the agent's hardware managers changed since their steps were read; repeat the verb to plan anew")
        case .failed:
            throw HardwareProblem(
                .failed, "the agent reports: \(command.error?.description ?? "no reason given") (command \(command.id))"
            )
        }
    }

    private func summary(of command: AgentCommandResult) -> String? {
        let result = command.result["\(kind.rawValue)_result"]
        return result?.string ?? result?["result"]?.string
    }

    private func stillWaiting(_ ticket: JSONValue, _ task: NodeTask, _ fault: AgentFault) throws -> StepOutcome {
        let silence = task.agent?.lastHeartbeat.map { task.now - $0 } ?? .zero
        guard silence <= settings.silenceTimeout else {
            throw HardwareProblem(
                .failed,
                "\(fault), and \(task.agentEvidence); look at the machine's console, boot the ramdisk again and repeat"
                    + " the verb")
        }
        return .suspended(ticket: ticket, interval: settings.pollInterval, detail: "no answer for now: \(fault)")
    }
}
