import BootMedia
import IngotHardware
import IngotModel

/// The config drive that an instance gets, in the form that agents take: base64 of gzip, or a URL to that.
///
/// Callers give either that text, which is passed on as it is, or an object with `meta_data`, `user_data`,
/// `network_data` and `vendor_data`, from which the drive is built here (Bare Metal API 1.56 and later).
enum ConfigDriveSource {
    /// - Throws: ``HardwareProblem`` where the parts do not make a drive.
    static func text(of task: NodeTask) throws(HardwareProblem) -> JSONValue {
        guard let given = task.node.instanceInfo["configdrive"], !given.isNull else { return .null }
        if let text = given.string { return .string(text) }
        guard let parts = given.object else { throw problem("must be text or an object") }
        let drive = ConfigDrive(
            metaData: metaData(parts["meta_data"], of: task.node).serializedBytes(),
            userData: parts["user_data"].flatMap(content), networkData: parts["network_data"].flatMap(content),
            vendorData: parts["vendor_data"].flatMap(content))
        do { return .string(try drive.encoded()) } catch { throw problem("cannot be built: \(error)") }
    }

    /// What the caller gave, with the identity that every instance needs (peer: ironic's `build_configdrive`).
    private static func metaData(_ given: JSONValue?, of node: Node) -> JSONValue {
        var members = given?.object ?? [:]
        if members["uuid"] == nil { members["uuid"] = .string(node.instanceID ?? node.id.text) }
        if members["name"] == nil, let name = node.instanceName ?? node.name { members["name"] = .string(name) }
        if members["hostname"] == nil, let name = members["name"] { members["hostname"] = name }
        return .object(members)
    }

    /// User data may be any text; where it is an object, cloud-init reads it as JSON.
    private static func content(_ value: JSONValue) -> [UInt8]? {
        switch value {
        case .null: nil
        case .string(let text): Array(text.utf8)
        default: value.serializedBytes()
        }
    }

    private static func problem(_ what: String) -> HardwareProblem {
        HardwareProblem(.invalidParameter, "instance_info/configdrive \(what)")
    }
}
