import IngotContracts
import IngotModel

/// The commands of the extensions clean, deploy and service: tell the steps, run a step.
struct StepCommands: Sendable {
    let managers: HardwareManagers
    let session: AgentSession

    var entries: [AgentCommandEntry] {
        AgentStepKind.allCases.flatMap { kind in
            [
                AgentCommandEntry(name: kind.getCommand, isAsynchronous: false) { try await steps(kind, $0) },
                AgentCommandEntry(
                    name: kind.executeCommand, isAsynchronous: true,
                    shown: { ["\(kind.rawValue)_step": $0["step"] ?? .null] },
                    run: { try await execute(kind, $0) }),
            ]
        }
    }

    private func steps(_ kind: AgentStepKind, _ arguments: CommandArguments) async throws -> JSONValue {
        let node = JSONValue.object(try arguments.object("node"))
        let ports = try arguments.list("ports")
        session.remember(node: node)
        return try await managers.steps(kind, node: node, ports: ports).json
    }

    private func execute(_ kind: AgentStepKind, _ arguments: CommandArguments) async throws -> JSONValue {
        let versionName = "\(kind.rawValue)_version"
        let step = try arguments.object("step")
        let node = JSONValue.object(try arguments.object("node"))
        let ports = try arguments.list("ports")
        guard let name = step["step"]?.string else {
            throw AgentCommandError(.execution, "the argument \"step\" has no member \"step\" with the step's name")
        }
        session.remember(node: node)
        try managers.check(arguments[versionName])
        var values = arguments.others(than: ["step", "node", "ports", versionName])
        values.merge(step["args"]?.object ?? [:]) { _, own in own }
        let context = StepContext(kind: kind, name: name, arguments: values, node: node, ports: ports)
        do {
            let result = try await managers.run(context)
            return ["\(kind.rawValue)_result": result, "\(kind.rawValue)_step": .object(step)]
        } catch let error as AgentCommandError {
            throw error
        } catch {
            throw AgentCommandError(kind.failure, "step \(name): \(type(of: error)): \(error)")
        }
    }
}
