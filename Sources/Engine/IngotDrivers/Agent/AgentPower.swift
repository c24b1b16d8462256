import IngotContracts
import IngotHardware
import IngotModel

/// The power interface `agent`: a machine whose BMC nobody gave us can only be rebooted, by the agent inside.
///
/// Peer: ironic's `AgentPower`, less its defect: there the agent's address is forgotten before the agent is asked to
/// reboot, so the reboot cannot work. Here it is forgotten when the machine has left the ramdisk.
package struct AgentPower: PowerInterface {
    package let name = "agent"
    package let properties = ["fast_track": "Whether the agent may stay up between operations. Required to be true."]
    package let supportedTargets: Set<PowerTarget> = [.reboot, .softReboot]
    /// All that it knows of the machine is that its agent was heard.
    package let observesPower = false
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
