import IngotModel

/// An order to the agent: the body of `POST /v1/commands/`.
package struct AgentCommandRequest: Sendable, Hashable {
    /// `<extension>.<command>`, such as `clean.execute_clean_step`.
    package var name: String
    /// Arguments by keyword; may be empty, never absent.
    package var parameters: [String: JSONValue]

    package init(_ name: AgentCommandName, _ parameters: [String: JSONValue] = [:]) {
        self.init(name: name.rawValue, parameters: parameters)
    }

    package init(name: String, parameters: [String: JSONValue]) {
        self.name = name
        self.parameters = parameters
    }

    package init(_ json: JSONValue) throws(WireShapeError) {
        let object = try WireObject(json, at: "body")
        name = try object.text("name")
        guard let parameters = try object.optionalObject("params") else {
            throw WireShapeError(path: "body.params", reason: "is missing; an empty object will do")
        }
        self.parameters = parameters
    }

    package var json: JSONValue { ["name": .string(name), "params": .object(parameters)] }
}

/// The commands that Ingot's agent knows, as they are spelled in requests.
///
/// Results carry the part after the point only, see ``shortName``.
package enum AgentCommandName: String, Sendable, Hashable, CaseIterable {
    case getCleanSteps = "clean.get_clean_steps"
    case executeCleanStep = "clean.execute_clean_step"
    case getDeploySteps = "deploy.get_deploy_steps"
    case executeDeployStep = "deploy.execute_deploy_step"
    case getServiceSteps = "service.get_service_steps"
    case executeServiceStep = "service.execute_service_step"
    case prepareImage = "standby.prepare_image"
    case runImage = "standby.run_image"
    case reboot = "standby.reboot"
    case powerOff = "standby.power_off"
    case sync = "standby.sync"
    case getPartitionUUIDs = "standby.get_partition_uuids"
    case installBootloader = "image.install_bootloader"
    case collectSystemLogs = "log.collect_system_logs"
    case getHardwareInfo = "poll.get_hardware_info"
    case setNodeInfo = "poll.set_node_info"
    case lockdown = "system.lockdown"

    /// The name without its extension, as it stands in results and as conductors compare it.
    package var shortName: String {
        rawValue.firstIndex(of: ".").map { String(rawValue[rawValue.index(after: $0)...]) } ?? rawValue
    }
}
