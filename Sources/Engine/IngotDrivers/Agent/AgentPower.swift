import IngotContracts
import IngotHardware
import IngotModel

/// The power interface `agent`: a machine whose BMC nobody gave us can only be rebooted, by the agent inside.
///
/// Peer: ironic's `AgentPower`, less its defect: there the agent's address is forgotten before the agent is asked to
/// reboot, so the reboot cannot work. Here it is forgotten when the machine has left the ramdisk.
package struct AgentPower: PowerInterface {
    package let name = "agent"
    package let supportedTargets: Set<PowerTarget> = [.reboot, .softReboot]
    private let client: AgentClient
    private let settings: AgentClientSettings

    package init(client: AgentClient, settings: AgentClientSettings) {
        self.client = client
        self.settings = settings
    }

    package func validate(_ task: NodeTask) async throws {
        guard task.usesFastTrack else {
            throw HardwareProblem(
                .invalidParameter,
                "the power interface 'agent' works only with fast track; set driver_info/fast_track to true"
                    + " or the setting deploy.fast_track")
        }
        guard task.agentIsAlive else {
            throw HardwareProblem(
                .invalidParameter,
                "the power interface 'agent' needs a running agent, but \(task.agentEvidence);"
                    + " boot the machine into the deploy ramdisk")
        }
    }

    package func state(of task: NodeTask) async throws -> PowerState? { task.agentIsAlive ? .on : nil }

    package func step(for target: PowerTarget) -> any StepBody {
        RebootByAgent(client: client, settings: settings)
    }
}

/// Tells the agent to reboot its machine and waits until the agent has gone.
struct RebootByAgent: StepBody {
    let client: AgentClient
    let settings: AgentClientSettings

    func run(_ task: NodeTask) async throws -> StepOutcome {
        let agent = try task.presentAgent()
        _ = try await client.send(AgentCommandRequest(.sync), waiting: true, to: agent)
        _ = try await client.send(AgentCommandRequest(.runImage), to: agent)
        return waiting(since: task.now)
    }

    func check(_ ticket: JSONValue, _ task: NodeTask) async throws -> StepOutcome {
        guard let since = ticket["since"]?.integer.map({ Timestamp(microseconds: Int64($0)) }) else {
            throw HardwareProblem(.failed, "the ticket \(ticket.serialized()) does not say when the reboot began")
        }
        guard try await isStillThere(task) else { return gone(after: task.now - since) }
        guard task.now - since < settings.rebootTimeout else {
            throw HardwareProblem(
                .failed,
                "the agent still answers \(Int((task.now - since).inSeconds)) s after it was told to reboot"
                    + " (\(task.agentEvidence)); look at the machine's console and reboot it by hand")
        }
        return waiting(since: since)
    }

    /// Asks again only where the agent is there and has not been told: its command list holds no reboot.
    func recover(_ task: NodeTask) async throws -> StepOutcome {
        guard let agent = task.agent, agent.url != nil else { return gone(after: .zero) }
        guard case .success(let commands) = try await client.commandsOrSilence(of: agent) else {
            return gone(after: .zero)
        }
        let told = commands.contains { $0.name == AgentCommandName.runImage.shortName }
        return told ? waiting(since: task.now) : try await run(task)
    }

    private func isStillThere(_ task: NodeTask) async throws -> Bool {
        guard let agent = task.agent, agent.url != nil else { return false }
        guard case .success(let commands) = try await client.commandsOrSilence(of: agent) else { return false }
        if let told = commands.last(where: { $0.name == AgentCommandName.runImage.shortName }), told.status == .failed {
            throw HardwareProblem(
                .failed, "the agent could not reboot the machine: \(told.error?.description ?? "no reason given")")
        }
        return true
    }

    private func waiting(since: Timestamp) -> StepOutcome {
        .suspended(
            ticket: ["since": .integer(since.microseconds)], interval: .seconds(1),
            detail: "the machine was told to reboot; waiting until its agent stops answering")
    }

    private func gone(after time: Duration) -> StepOutcome {
        var result = StepResult(
            detail: "the machine left the ramdisk: its agent stopped answering \(Int(time.inSeconds)) s later")
        result.powerState = .on
        result.forgets = .everything
        return .finished(result)
    }
}
