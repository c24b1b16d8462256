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
        } catch let fault as AgentFault where fault.kind == .busy || fault.kind == .unreachable {
            // A busy agent may have taken this very step before, and a lost answer may stand in its list.
            return try uncertain(Wait(command: nil, since: task.now, silentSince: nil), task, fault)
        }
    }

    func check(_ ticket: JSONValue, _ task: NodeTask) async throws -> StepOutcome {
        guard let wait = Wait(ticket) else {
            throw HardwareProblem(.failed, "the ticket \(ticket.serialized()) cannot be read")
        }
        let agent = try task.presentAgent()
        switch try await client.commandsOrSilence(of: agent) {
        case .failure(let silence): return try uncertain(wait, task, silence)
        case .success(let commands):
            if let id = wait.command {
                return try outcome(of: try find(id, among: commands, of: agent), begun: wait.since, task)
            }
            guard let taken = taken(among: commands, task) else { return try await run(task) }
            if taken.status == .running { return busy(with: taken, wait, task) }
            return try outcome(of: taken, begun: wait.since, task)
        }
    }

    /// Asks the agent's list first: what it has taken is not sent again.
    func recover(_ task: NodeTask) async throws -> StepOutcome {
        try await check(Wait(command: nil, since: task.now, silentSince: nil).ticket, task)
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

    private func command(for task: NodeTask) throws -> AgentCommandRequest {
        var wire = wireStep
        wire[Self.mark] = JSONValue(task.mark)
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

    /// The newest command in the agent's list, where it is this very step or may be.
    private func taken(among commands: [AgentCommandResult], _ task: NodeTask) -> AgentCommandResult? {
        guard let newest = commands.last, newest.name == kind.executeCommand.shortName else { return nil }
        // Only a success shows its step. As steps run one at a time and the one before this had succeeded, one that has
        // failed is ours.
        guard newest.status == .succeeded else { return newest }
        let done = newest.result["\(kind.rawValue)_step"]
        let isSame = done?["step"]?.string == step.name && done?["interface"]?.string == step.interface.rawValue
        // The same step may have been done before, in this run or in another one.
        let mark = done?[Self.mark]?.string
        return isSame && (mark == nil || mark == task.mark) ? newest : nil
    }

    /// Waits for a command that shows only when it is done whether it is this step, or one that an aborted run left.
    private func busy(with command: AgentCommandResult, _ wait: Wait, _ task: NodeTask) -> StepOutcome {
        .suspended(
            ticket: Wait(command: nil, since: wait.since, silentSince: nil).ticket,
            interval: settings.pollInterval(after: task.now - wait.since),
            detail: "command \(command.id) runs on the agent")
    }

    /// The member of the step on the wire by which the conductor knows its own again; agents repeat what they were given.
    private static let mark = "mark"

    private func outcome(of command: AgentCommandResult, begun: Timestamp, _ task: NodeTask) throws -> StepOutcome {
        switch command.status {
        case .running:
            return .suspended(
                ticket: Wait(command: command.id, since: begun, silentSince: nil).ticket,
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

    /// Waits on while the agent does not answer or is busy, as long as it is not silent for too long.
    private func uncertain(_ wait: Wait, _ task: NodeTask, _ fault: AgentFault) throws -> StepOutcome {
        var wait = wait
        let isSilent = fault.kind == .unreachable
        let since = isSilent ? max(wait.silentSince ?? task.now, task.agent?.lastHeartbeat ?? task.now) : task.now
        wait.silentSince = isSilent ? min(since, task.now) : nil
        let silence = task.now - since
        guard silence <= settings.silenceTimeout else {
            throw HardwareProblem(
                .failed,
                "\(fault), and \(task.agentEvidence); look at the machine's console, boot the ramdisk again and repeat"
                    + " the verb")
        }
        return .suspended(
            ticket: wait.ticket, interval: max(settings.pollInterval, silence / 4),
            detail: "no answer for now: \(fault)")
    }

    /// What is known of a step that the agent was to take.
    private struct Wait {
        /// The agent's identifier of the command; nil while it is not certain that it was taken.
        var command: String?
        var since: Timestamp
        var silentSince: Timestamp?

        init(command: String?, since: Timestamp, silentSince: Timestamp?) {
            self.command = command
            self.since = since
            self.silentSince = silentSince
        }

        init?(_ ticket: JSONValue) {
            guard let since = ticket["since"]?.integer else { return nil }
            command = ticket["command"]?.string
            self.since = Timestamp(microseconds: Int64(since))
            silentSince = ticket["silent_since"]?.integer.map { Timestamp(microseconds: Int64($0)) }
        }

        var ticket: JSONValue {
            [
                "command": JSONValue(command), "since": .integer(since.microseconds),
                "silent_since": silentSince.map { .integer($0.microseconds) } ?? .null,
            ]
        }
    }
}
