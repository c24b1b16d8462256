import IngotContracts
import IngotHardware
import IngotModel

/// Tells the agent to reboot its machine and waits until the agent has gone.
///
/// That the machine left is never concluded from one call that failed: the agent must stay silent for a while, longer
/// where it is not certain that it was told. A command list without the order means that it was never taken, or, when
/// it had been, that this is another life of the machine.
struct RebootByAgent: StepBody {
    let client: AgentClient
    let settings: AgentClientSettings

    func run(_ task: NodeTask) async throws -> StepOutcome {
        let agent = try task.presentAgent()
        let synced = try await client.send(AgentCommandRequest(.sync), waiting: true, to: agent)
        guard synced.status == .succeeded else {
            throw HardwareProblem(
                .failed, "the agent could not flush its disks: \(synced.error?.description ?? "no reason given")")
        }
        return try await tell(agent, at: task.now)
    }

    func check(_ ticket: JSONValue, _ task: NodeTask) async throws -> StepOutcome {
        guard var wait = Wait(ticket) else {
            throw HardwareProblem(.failed, "the ticket \(ticket.serialized()) does not say when the reboot began")
        }
        let agent = try task.presentAgent()
        switch try await client.commandsOrSilence(of: agent) {
        case .success(let commands):
            wait.silentSince = nil
            return try await outcome(of: commands.last, wait, agent, task)
        case .failure:
            return silence(wait, task)
        }
    }

    /// Whether the order was given is for ``check(_:_:)`` to find out.
    func recover(_ task: NodeTask) async throws -> StepOutcome {
        _ = try task.presentAgent()
        return waiting(Wait(since: task.now, isTold: false, silentSince: nil))
    }

    private func tell(_ agent: AgentRecord, at now: Timestamp) async throws -> StepOutcome {
        var isTold = true
        do {
            _ = try await client.send(AgentCommandRequest(.runImage), to: agent)
        } catch {
            guard error.kind == .unreachable else { throw error }
            isTold = false
        }
        return waiting(Wait(since: now, isTold: isTold, silentSince: nil))
    }

    private func outcome(
        of newest: AgentCommandResult?, _ wait: Wait, _ agent: AgentRecord, _ task: NodeTask
    ) async throws -> StepOutcome {
        guard newest?.name == AgentCommandName.runImage.shortName else {
            return wait.isTold ? gone(wait, task) : try await run(task)
        }
        if newest?.status == .failed {
            throw HardwareProblem(
                .failed, "the agent could not reboot the machine: \(newest?.error?.description ?? "no reason given")")
        }
        guard task.now - wait.since < settings.rebootTimeout else {
            throw HardwareProblem(
                .failed,
                "the agent still answers \(Int((task.now - wait.since).inSeconds)) s after it was told to reboot"
                    + " (\(task.agentEvidence)); look at the machine's console and reboot it by hand")
        }
        return waiting(Wait(since: wait.since, isTold: true, silentSince: nil))
    }

    private func silence(_ wait: Wait, _ task: NodeTask) -> StepOutcome {
        var wait = wait
        let beat = task.agent?.lastHeartbeat ?? wait.since
        let since = wait.silentSince.map { beat > $0 ? task.now : $0 } ?? task.now
        wait.silentSince = since
        let proof = wait.isTold ? settings.goneAfter : settings.goneAfterUncertain
        return task.now - since >= proof ? gone(wait, task) : waiting(wait)
    }

    private func waiting(_ wait: Wait) -> StepOutcome {
        .suspended(
            ticket: wait.ticket, interval: .seconds(1),
            detail: "the machine was told to reboot; waiting until its agent stops answering")
    }

    private func gone(_ wait: Wait, _ task: NodeTask) -> StepOutcome {
        let time = Int(((wait.silentSince ?? task.now) - wait.since).inSeconds)
        var result = StepResult(detail: "the machine left the ramdisk: its agent stopped answering after \(time) s")
        result.changes.powerState = .on
        result.forgets = .everything
        return .finished(result)
    }

    /// What is known of a reboot under way.
    private struct Wait {
        var since: Timestamp
        /// Whether the agent has confirmed the order.
        var isTold: Bool
        var silentSince: Timestamp?

        init(since: Timestamp, isTold: Bool, silentSince: Timestamp?) {
            self.since = since
            self.isTold = isTold
            self.silentSince = silentSince
        }

        init?(_ ticket: JSONValue) {
            guard let since = ticket["since"]?.integer, let isTold = ticket["told"]?.bool else { return nil }
            self.since = Timestamp(microseconds: Int64(since))
            self.isTold = isTold
            silentSince = ticket["silent_since"]?.integer.map { Timestamp(microseconds: Int64($0)) }
        }

        var ticket: JSONValue {
            [
                "since": .integer(since.microseconds), "told": .bool(isTold),
                "silent_since": silentSince.map { .integer($0.microseconds) } ?? .null,
            ]
        }
    }
}
