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
            switch TakenStep(step: step, kind: kind, mark: task.mark).find(among: commands) {
            case .notTaken: return try await run(task)
            case .taken(let command): return try outcome(of: command, begun: wait.since, task)
            case .perhaps(let command) where command.status == .running: return busy(with: command, wait, task)
            case .perhaps(let command):
                throw HardwareProblem(
                    .failed,
                    "the agent's answer was lost, its newest command (\(command.id)) has failed, and nothing tells"
                        + " whether that was this step: \(command.error?.description ?? "no reason given"); look at the"
                        + " machine, then ask for the verb again")
            }
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
        wire[TakenStep.member] = JSONValue(task.mark)
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

    /// Waits for a command that shows only when it is done whether it is this step, or one that an aborted run left.
    private func busy(with command: AgentCommandResult, _ wait: Wait, _ task: NodeTask) -> StepOutcome {
        .suspended(
            ticket: Wait(command: nil, since: wait.since, silentSince: nil).ticket,
            interval: settings.pollInterval(after: task.now - wait.since),
            detail: "command \(command.id) runs on the agent")
    }

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
