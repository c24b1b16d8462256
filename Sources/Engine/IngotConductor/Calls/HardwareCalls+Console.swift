import IngotHardware
import IngotModel

extension HardwareCalls {
    /// A console that is not enabled is not asked for.
    func console(_ task: NodeTask) async throws -> CallAnswer {
        guard task.node.consoleEnabled else { return CallAnswer(["console_enabled": false, "console_info": .null]) }
        let facts = try await fit(.console, task, as: (any ConsoleInterface).self).console(of: task)
        return CallAnswer(["console_enabled": true, "console_info": .object(facts)])
    }

    func setConsole(_ task: NodeTask) async throws -> CallAnswer {
        let console = try await fit(.console, task, as: (any ConsoleInterface).self)
        let isWanted = try task.argument("enabled", \.flag, "true or false")
        guard isWanted != task.node.consoleEnabled else { return CallAnswer() }
        return CallAnswer(
            changes: isWanted ? try await console.startConsole(of: task) : try await console.stopConsole(of: task))
    }
}
