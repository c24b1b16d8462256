import IngotHardware
import IngotModel

/// The config drive that an instance gets, in the form that agents take: base64 of gzip, or a URL to that.
enum ConfigDriveSource {
    /// - Throws: ``HardwareProblem`` where `instance_info/configdrive` is neither text nor parts to build from.
    static func text(of task: NodeTask) throws -> JSONValue {
        guard let given = task.node.instanceInfo["configdrive"], !given.isNull else { return .null }
        if let text = given.string { return .string(text) }
        throw HardwareProblem(.invalidParameter, "instance_info/configdrive must be text")
    }
}
