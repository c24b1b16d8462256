import IngotHardware
import IngotModel

/// What a deployment's request changes on the node before it is planned: the config drive belongs to the instance.
enum InstanceRequest {
    static func applied(_ request: NodeRequest, to task: NodeTask) -> NodeTask {
        var task = task
        guard case .provision(let verb) = request.kind, [.active, .deploy, .rebuild].contains(verb) else { return task }
        if let drive = task.arguments.removeValue(forKey: "configdrive"), !drive.isNull {
            task.node.instanceInfo["configdrive"] = drive
        }
        return task
    }
}
