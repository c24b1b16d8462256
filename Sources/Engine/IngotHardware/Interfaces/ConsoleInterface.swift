import IngotModel

/// Gives access to a machine's console while it is enabled.
package protocol ConsoleInterface: HardwareInterface {
    func startConsole(of task: NodeTask) async throws -> NodeChanges

    func stopConsole(of task: NodeTask) async throws -> NodeChanges

    /// How an enabled console is reached: usually `type` and `url`.
    func console(of task: NodeTask) async throws -> [String: JSONValue]
}
