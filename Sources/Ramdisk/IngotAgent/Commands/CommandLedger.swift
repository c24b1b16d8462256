import AsyncToolkit
import IngotContracts
import IngotModel
import Synchronization

/// What the agent was told to do in this life, oldest first, and how it went.
///
/// Entries are never dropped and never outlive the process: conductors take an empty list as the sign of a fresh boot.
/// One command at a time: a second one is refused while the newest is running.
package final class CommandLedger: Sendable {
    private let results = Mutex<[AgentCommandResult]>([])
    /// Rings whenever a command has ended.
    package let endings = Bell()

    package init() {}

    package var all: [AgentCommandResult] { results.withLock { $0 } }

    package func result(_ id: String) -> AgentCommandResult? { results.withLock { $0.first { $0.id == id } } }

    /// Enters a command as running.
    ///
    /// - Throws: ``AgentCommandError`` of kind `busy`.
    func begin(_ name: String) throws(AgentCommandError) -> String {
        let id = Identifier<AgentCommandResult>.random().text
        let running = results.withLock { results in
            if let newest = results.last, newest.status == .running { return newest.name as String? }
            results.append(AgentCommandResult(id: id, name: name, status: .running))
            return nil
        }
        if let running { throw AgentCommandError(.busy, "executing command \(running)") }
        return id
    }

    /// Writes down how a command ended and tells everybody who waits.
    func end(_ id: String, as status: AgentCommandStatus, error: AgentCommandError? = nil, result: JSONValue = .null) {
        change(id) { entry in
            entry.status = status
            entry.error = error
            entry.result = result
        }
    }

    func rename(_ id: String, to name: String) { change(id, rings: false) { $0.name = name } }

    /// Strikes a command out that was no command: the caller was told so.
    func withdraw(_ id: String) {
        results.withLock { $0.removeAll { $0.id == id } }
        endings.ring()
    }

    /// Returns when the command has ended.
    func wait(for id: String) async -> AgentCommandResult? {
        while !Task.isCancelled {
            let seen = endings.rings
            guard let entry = result(id), entry.status == .running else { break }
            await endings.wait(after: seen)
        }
        return result(id)
    }

    private func change(_ id: String, rings: Bool = true, _ body: (inout AgentCommandResult) -> Void) {
        results.withLock { results in
            guard let index = results.lastIndex(where: { $0.id == id }) else { return }
            body(&results[index])
        }
        if rings { endings.ring() }
    }
}
