import ArgumentParser

/// Runs command lines and turns what comes of them into output and an exit code.
package enum IngotProgram {
    /// Exit code: 0 for success, 1 for failure, 64 for a command line that makes no sense.
    package static func run(_ arguments: [String], in surroundings: Surroundings = .process) async -> Int32 {
        do {
            try await perform(try await IngotCommand.asyncParseAsRoot(arguments), in: surroundings)
            guard let loss = surroundings.console.loss() else { return ExitCode.success.rawValue }
            surroundings.console.report("Error: The output could not be written: \(loss)")
            return ExitCode.failure.rawValue
        } catch {
            return report(error, to: surroundings.console)
        }
    }

    /// Commands that are not ours are the parser's own, such as the one that prints help.
    private static func perform(_ command: any ParsableCommand, in surroundings: Surroundings) async throws {
        if let verb = command as? any IngotVerb { return try await verb.perform(in: surroundings) }
        var command = command
        if var command = command as? any AsyncParsableCommand { return try await command.run() }
        try command.run()
    }

    /// The parser's messages, help among them, know where they belong; every other error is one of ours and says it
    /// all.
    private static func report(_ error: any Error, to console: Console) -> Int32 {
        let code = IngotCommand.exitCode(for: error)
        let message = IngotCommand.fullMessage(for: error)
        if !message.isEmpty { code.isSuccess ? console.write(message) : console.report(message) }
        return code.rawValue
    }
}
