import IngotHardware
import IngotModel

extension NodeTask {
    /// The node's agent, with an address to call.
    ///
    /// - Throws: ``HardwareProblem`` where none is known.
    func presentAgent() throws(HardwareProblem) -> AgentRecord {
        guard let agent, agent.url != nil else {
            throw HardwareProblem(
                .failed,
                "\(agentEvidence); boot the machine into the deploy ramdisk with ipa-api-url pointing at this service")
        }
        return agent
    }

    /// The node as the agent may see it: nothing of its secrets.
    var nodeForAgent: JSONValue {
        [
            "uuid": .string(node.id.text), "name": JSONValue(node.name), "driver": .string(node.driver),
            "properties": .object(node.properties), "extra": .object(node.extra),
            "instance_uuid": JSONValue(node.instanceID),
            "instance_info": .object(node.instanceInfo.filter { Self.instanceFieldsForAgent.contains($0.key) }),
            "driver_internal_info": .object(node.driverInternalInfo),
            "provision_state": .string(node.provisionState.rawValue), "raid_config": .object(node.raidConfig),
            "target_raid_config": .object(node.targetRaidConfig),
        ]
    }

    var portsForAgent: JSONValue {
        .array(
            ports.map { port in
                [
                    "uuid": .string(port.id.text), "address": .string(port.address.text),
                    "pxe_enabled": .bool(port.isPXEEnabled), "extra": .object(port.extra),
                ]
            })
    }

    private static let instanceFieldsForAgent: Set<String> = [
        "root_device", "capabilities", "image_type", "root_gb", "display_name",
    ]
}
