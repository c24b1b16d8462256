import IngotContracts
import Logging
import Subprocess

/// A program of the ramdisk that does what the agent does not do itself.
struct ExternalTool: Sendable {
    let name: String
    let logger: Logger

    init(_ name: String, logger: Logger) {
        self.name = name
        self.logger = logger
    }

    /// How a run of the tool ended.
    struct Outcome: Sendable {
        var isSuccess: Bool
        var output: String
        var errors: String
        var status: String
    }

    /// Runs the tool and returns what it printed; at most `limit` bytes of each stream are accepted.
    ///
    /// - Throws: An ``AgentCommandError`` that says that the tool is missing, where it is.
    func run(_ arguments: [String], limit: Int = 1 << 20) async throws -> Outcome {
        do {
            let result = try await Subprocess.run(
                .name(name), arguments: Arguments(arguments), output: .string(limit: limit),
                error: .string(limit: limit))
            let outcome = Outcome(
                isSuccess: result.terminationStatus.isSuccess, output: result.standardOutput,
                errors: result.standardError, status: "\(result.terminationStatus)")
            logger.debug(
                "A tool was run",
                metadata: ["tool": "\(name)", "arguments": "\(arguments)", "status": "\(outcome.status)"])
            return outcome
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw missing
        }
    }

    /// Runs the tool and fails with `kind` where it does.
    @discardableResult
    func require(_ arguments: [String], _ kind: AgentCommandError.Kind) async throws -> String {
        let outcome = try await run(arguments)
        guard outcome.isSuccess else {
            let evidence = outcome.errors.isEmpty ? outcome.output : outcome.errors
            throw AgentCommandError(
                kind,
                "\(name) \(arguments.joined(separator: " ")) ended with \(outcome.status): \(evidence.trimmed)")
        }
        return outcome.output
    }

    /// Feeds bytes through the tool.
    func filter(_ input: [UInt8], _ arguments: [String], limit: Int) async throws -> [UInt8]? {
        do {
            let result = try await Subprocess.run(
                .name(name), arguments: Arguments(arguments), input: .array(input), output: .bytes(limit: limit))
            return result.terminationStatus.isSuccess ? result.standardOutput : nil
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw missing
        }
    }

    private var missing: AgentCommandError {
        AgentCommandError(
            .execution, "the program \"\(name)\" is not in this ramdisk; build the ramdisk with it and boot it again")
    }
}
