import IngotContracts
import IngotModel

/// A command the agent obeys.
struct AgentCommandEntry: Sendable {
    var name: AgentCommandName
    /// Answered at once, ended later.
    var isAsynchronous: Bool
    /// Refuses arguments before anything is done; what it throws is the HTTP answer.
    var validate: @Sendable (CommandArguments) throws -> Void = { _ in }
    /// What a failure shows of the arguments, so that conductors know again what they asked for.
    var shown: @Sendable (CommandArguments) -> JSONValue = { _ in .null }
    var run: @Sendable (CommandArguments) async throws -> JSONValue
}

/// Every command the agent obeys, by name.
struct AgentCommandTable: Sendable {
    private let entries: [String: AgentCommandEntry]
    private let extensions: Set<String>

    init(_ entries: [AgentCommandEntry]) {
        self.entries = Dictionary(entries.map { ($0.name.rawValue, $0) }, uniquingKeysWith: { $1 })
        extensions = Set(entries.compactMap { $0.name.rawValue.split(separator: ".").first.map(String.init) })
    }

    /// - Throws: ``AgentCommandError`` that is the HTTP answer: 404 for an unknown extension, 400 for other names.
    func entry(_ name: String) throws(AgentCommandError) -> AgentCommandEntry {
        if let entry = entries[name] { return entry }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw AgentCommandError(.invalidCommand, "\"\(name)\" must have the form <extension>.<command>")
        }
        let group = String(parts[0])
        guard extensions.contains(group) else {
            throw AgentCommandError(.objectNotFound, "Extension with id \(group) not found")
        }
        throw AgentCommandError(.invalidCommand, "the extension \"\(group)\" has no command \"\(parts[1])\"")
    }
}
