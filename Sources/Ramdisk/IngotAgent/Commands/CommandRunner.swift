import AsyncToolkit
import IngotContracts
import IngotModel
import Logging

/// Takes commands, runs them, and writes down how they ended.
struct CommandRunner: Sendable {
    let table: AgentCommandTable
    let ledger: CommandLedger
    /// Rung after every asynchronous command, so that the conductor hears of its end soon.
    let heartbeats: Bell
    let logger: Logger
    /// Takes what is to be done after the answer; the agent runs it as its own task.
    let background: @Sendable (@escaping @Sendable () async -> Void) -> Void

    /// Obeys a request.
    ///
    /// - Returns: The entry's identifier; a synchronous command has ended by then.
    /// - Throws: ``AgentCommandError`` that is the HTTP answer.
    func execute(_ request: AgentCommandRequest) async throws(AgentCommandError) -> String {
        let entry = try table.entry(request.name)
        let arguments = CommandArguments(values: request.parameters)
        let id = try ledger.begin(entry.name.shortName)
        do {
            try entry.validate(arguments)
        } catch {
            ledger.withdraw(id)
            throw Self.known(error)
        }
        logger.info("A command was accepted", metadata: ["command": "\(request.name)", "command.id": "\(id)"])
        guard entry.isAsynchronous else {
            try await runNow(entry, arguments, id)
            return id
        }
        background {
            await runLater(entry, arguments, id)
            heartbeats.ring()
        }
        return id
    }

    private func runNow(_ entry: AgentCommandEntry, _ arguments: CommandArguments, _ id: String)
        async throws(AgentCommandError)
    {
        do {
            let result = try await entry.run(arguments)
            ledger.end(id, as: .succeeded, result: Self.wrapped(result, prefix: nil))
        } catch {
            let error = Self.known(error)
            if error.kind?.endsTheCall == true {
                ledger.withdraw(id)
                throw error
            }
            // By contract a synchronous command that failed keeps the name it was posted with.
            ledger.rename(id, to: entry.name.rawValue)
            fail(entry, arguments, id, error)
        }
    }

    private func runLater(_ entry: AgentCommandEntry, _ arguments: CommandArguments, _ id: String) async {
        do {
            let result = try await entry.run(arguments)
            ledger.end(id, as: .succeeded, result: Self.wrapped(result, prefix: entry.name.shortName))
            logger.info("A command succeeded", metadata: ["command": "\(entry.name.rawValue)", "command.id": "\(id)"])
        } catch {
            fail(entry, arguments, id, Self.known(error))
        }
    }

    private func fail(
        _ entry: AgentCommandEntry, _ arguments: CommandArguments, _ id: String, _ error: AgentCommandError
    ) {
        ledger.end(
            id, as: error.kind == .versionMismatch ? .versionMismatch : .failed, error: error,
            result: entry.shown(arguments))
        logger.error(
            "A command failed",
            metadata: ["command": "\(entry.name.rawValue)", "command.id": "\(id)", "error": "\(error.details)"])
    }

    private static func known(_ error: any Error) -> AgentCommandError {
        switch error {
        case let error as AgentCommandError: error
        case let error as WireShapeError: AgentCommandError(.invalidParameters, "\(error)")
        case is CancellationError: AgentCommandError(.execution, "the agent was stopped in the middle")
        default: AgentCommandError(.execution, "\(type(of: error)): \(error)")
        }
    }

    /// A bare text stands in an object by contract, behind the command's name where that is asynchronous.
    private static func wrapped(_ result: JSONValue, prefix: String?) -> JSONValue {
        guard let text = result.string else { return result }
        return ["result": .string(prefix.map { "\($0): \(text)" } ?? text)]
    }
}
