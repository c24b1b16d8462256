import IngotModel

/// Connects a machine's ports with virtual interfaces of instances.
package protocol NetworkInterface: HardwareInterface {
    /// The identifiers of the virtual interfaces that are attached.
    func virtualInterfaces(of task: NodeTask) async throws -> [String]

    /// Attaches the virtual interface that `facts` describe; they hold its `id` and whatever else the caller gave.
    func attach(_ facts: [String: JSONValue], to task: NodeTask) async throws -> NodeChanges

    func detach(_ id: String, from task: NodeTask) async throws -> NodeChanges
}
