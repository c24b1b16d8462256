import IngotCommands
import Synchronization

/// What came of one command line.
struct CommandLineRun: Sendable, Hashable {
    var exitCode: Int32
    var output: String
    var reports: String
}

extension ScriptedService {
    /// Runs a command line against this service, with nothing of the real world around it but the loopback interface.
    func run(
        _ arguments: String..., environment: [String: String] = [:], files: [String: String] = [:]
    ) async throws -> CommandLineRun {
        try await run(arguments, environment: environment, files: files)
    }

    func run(
        _ arguments: [String], environment: [String: String] = [:], files: [String: String] = [:],
        losingOutput loss: String? = nil
    ) async throws -> CommandLineRun {
        try await serving { address in
            let output = Recording()
            let reports = Recording()
            let variables = environment.mapValues { $0.replacing(Self.place, with: address) }
            var console = Console(write: { output.append($0 + "\n") }, reportRaw: { reports.append($0) })
            console.loss = { loss }
            let surroundings = Surroundings(
                console: console,
                clock: LeapingClock(), environment: variables.merging(["INGOT_URL": address]) { given, _ in given },
                read: { files[$0].map { Array($0.replacing(Self.place, with: address).utf8) } })
            let exitCode = await IngotProgram.run(arguments, in: surroundings)
            return CommandLineRun(exitCode: exitCode, output: output.text, reports: reports.text)
        }
    }
}

/// A text that grows.
private final class Recording: Sendable {
    private let content = Mutex("")
    var text: String { content.withLock { $0 } }
    func append(_ text: String) { content.withLock { $0 += text } }
}
