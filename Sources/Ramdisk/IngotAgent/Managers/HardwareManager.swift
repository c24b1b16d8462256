import IngotContracts
import IngotModel
import Logging

/// What a step is run with.
package struct StepContext: Sendable {
    package var kind: AgentStepKind
    package var name: String
    package var arguments: [String: JSONValue]
    /// The node as the conductor sent it, secrets masked.
    package var node: JSONValue
    package var ports: [JSONValue]
}

/// Knowledge of a kind of hardware: which steps there are and how they run.
///
/// Managers are compiled in. For every step the manager with the highest support that handles it runs it; one that
/// throws `IncompatibleHardwareMethodError` passes the step on to the next. Class keys, names and versions go onto the
/// wire, where conductors compare them.
package protocol HardwareManager: Sendable {
    /// The key under which steps are listed, such as `GenericHardwareManager`.
    var classKey: String { get }
    /// The name under which the version is listed, such as `generic_hardware_manager`.
    var name: String { get }
    /// Changes with every change of the steps: a difference makes conductors start over.
    var version: String { get }

    /// 0 where the manager does not know this machine, higher the closer it fits; the generic one has 1.
    func supportLevel(on machine: any Machine) async -> Int
    func steps(_ kind: AgentStepKind, node: JSONValue, ports: [JSONValue]) async throws -> [AgentStep]
    func handles(_ step: String, _ kind: AgentStepKind) -> Bool
    /// Runs a step; the value goes to the conductor as it is.
    func run(_ step: StepContext) async throws -> JSONValue
}
