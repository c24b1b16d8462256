import IngotContracts
import IngotHardware
import IngotModel

/// The deploy interface `direct`: the agent fetches the image itself and writes it to the disk.
///
/// Steps and priorities are those of ironic's `AgentDeploy`. No byte of the image passes through the conductor.
package struct DirectDeploy: DeployInterface {
    package let name = "direct"
    package let learnsSteps = true
    private let client: AgentClient
    private let settings: AgentClientSettings
    private let images: ImageSource

    package init(client: AgentClient, settings: AgentClientSettings, images: ImageSource) {
        self.client = client
        self.settings = settings
        self.images = images
    }

    package func validate(_ task: NodeTask) async throws {
        if task.node.instanceInfo["image_source"] != nil { _ = try Self.imageInfo(of: task) }
    }

    package func validateDeployment(_ task: NodeTask) async throws { _ = try Self.imageInfo(of: task) }

    package func frame(of phase: StepPhase, for task: NodeTask) -> PhaseFrame {
        switch phase {
        case .clean:
            PhaseFrame(
                opening: [
                    Self.planned("prepare_cleaning", .conductor, .repeatable, "the agent must be running"),
                    Self.planned(
                        "get_clean_steps", .agent, .repeatable, "only the agent knows the machine's own steps"),
                ])
        case .service:
            PhaseFrame(
                opening: [
                    Self.planned("prepare_service", .conductor, .repeatable, "the agent must be running"),
                    Self.planned(
                        "get_service_steps", .agent, .repeatable, "only the agent knows the machine's own steps"),
                ])
        case .deploy:
            PhaseFrame(
                opening: [
                    Self.planned(
                        "prepare_deployment", .conductor, .repeatable,
                        "the image must be there before a disk is touched")
                ])
        case .verify, .inspect, .undeploy, .rescue, .unrescue: PhaseFrame()
        }
    }

    package func steps(in phase: StepPhase, for task: NodeTask) -> [PlannedStep] {
        switch phase {
        case .clean: OfferedSteps.known(.clean, of: task)
        case .deploy: Self.deploySteps + OfferedSteps.known(.deploy, of: task)
        case .service: OfferedSteps.known(.service, of: task)
        case .verify, .inspect, .undeploy, .rescue, .unrescue: []
        }
    }

    package func reboots(with step: Step) -> Bool { step.qualifiedName == "deploy.tear_down_agent" }

    package func body(of step: Step, in phase: StepPhase) -> (any StepBody)? {
        switch (phase, step.name) {
        case (.clean, "prepare_cleaning"), (.service, "prepare_service"), (.deploy, "deploy"): AwaitAgent()
        case (.clean, "get_clean_steps"): GetAgentSteps(kind: .clean, client: client)
        case (.deploy, "prepare_deployment"): PrepareDeployment(images: images)
        case (.service, "get_service_steps"): GetAgentSteps(kind: .service, client: client)
        case (.deploy, "get_deploy_steps"): GetAgentSteps(kind: .deploy, client: client)
        case (.deploy, "write_image"):
            AgentStepBody(step: step, kind: .deploy, client: client, settings: settings, arguments: Self.imageArguments)
        case (.deploy, "prepare_instance_boot"): PrepareInstanceBoot(client: client)
        case (.deploy, "tear_down_agent"): RebootByAgent(client: client, settings: settings)
        case (.deploy, "switch_to_tenant_network"): Nothing(detail: "the network interface has nothing to switch")
        case (.deploy, "boot_instance"): Nothing(detail: "the machine boots from its disk")
        case (.clean, _): AgentStepBody(step: step, kind: .clean, client: client, settings: settings)
        case (.deploy, _): AgentStepBody(step: step, kind: .deploy, client: client, settings: settings)
        case (.service, _): AgentStepBody(step: step, kind: .service, client: client, settings: settings)
        default: nil
        }
    }

    private static let deploySteps: [PlannedStep] = [
        planned("deploy", .conductor, .repeatable, "the agent must be running", priority: 100),
        planned("get_deploy_steps", .agent, .repeatable, "the agent may add steps of its own", priority: 100),
        planned("write_image", .agent, .resumable, "puts image and config drive on the disk", priority: 80),
        planned("prepare_instance_boot", .agent, .repeatable, "the disk must be what boots next", priority: 60),
        planned("tear_down_agent", .agent, .resumable, "no BMC: the agent itself reboots the machine", priority: 40),
        planned(
            "switch_to_tenant_network", .conductor, .repeatable, "the instance belongs on its own network", priority: 30
        ),
        planned("boot_instance", .conductor, .repeatable, "the instance must come up", priority: 20),
    ]

    private static func planned(
        _ name: String, _ actor: StepActor, _ repetition: Repetition, _ reason: String, priority: Int = 0
    ) -> PlannedStep {
        PlannedStep(
            Step(
                .deploy, name, priority: priority, isAbortable: name != "tear_down_agent",
                requiresRamdisk: actor == .agent), by: actor,
            repetition, because: reason)
    }

    @Sendable private static func imageArguments(_ task: NodeTask) throws -> [String: JSONValue] {
        let info = try imageInfo(of: task)
        return ["image_info": info.json, "configdrive": try ConfigDriveSource.text(of: task)]
    }
}
