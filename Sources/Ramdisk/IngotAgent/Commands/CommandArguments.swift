import IngotContracts
import IngotModel

/// The arguments of a command, read with clear failures.
struct CommandArguments: Sendable {
    let values: [String: JSONValue]

    subscript(name: String) -> JSONValue? {
        guard let value = values[name], !value.isNull else { return nil }
        return value
    }

    func object(_ name: String) throws(AgentCommandError) -> [String: JSONValue] {
        guard let value = self[name] else { throw Self.missing(name, "an object") }
        guard let object = value.object else { throw Self.missing(name, "an object, not \(value.kind)") }
        return object
    }

    func list(_ name: String) throws(AgentCommandError) -> [JSONValue] {
        guard let value = self[name] else { throw Self.missing(name, "a list") }
        guard let list = value.array else { throw Self.missing(name, "a list, not \(value.kind)") }
        return list
    }

    /// Everything but the named arguments.
    func others(than names: Set<String>) -> [String: JSONValue] { values.filter { !names.contains($0.key) } }

    private static func missing(_ name: String, _ kind: String) -> AgentCommandError {
        AgentCommandError(.execution, "the argument \"\(name)\" must be \(kind)")
    }
}
