import ArgumentParser
import IngotAuth
import IngotAPI
import IngotModel
import Logging

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(CMalloc)
    import CMalloc
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The whole life of the process `ingotd`, from its command line to its exit code.
package struct Daemon: Sendable {
    let arguments: [String]
    let environment: [String: String]
    let output: @Sendable (String) -> Void
    let complaints: @Sendable (String) -> Void

    package init(
        arguments: [String], environment: [String: String],
        output: @escaping @Sendable (String) -> Void = Self.printing(to: STDOUT_FILENO),
        complaints: @escaping @Sendable (String) -> Void = Self.printing(to: STDERR_FILENO)
    ) {
        self.arguments = arguments
        self.environment = environment
        self.output = output
        self.complaints = complaints
    }

    /// Lives as this process is told to, and ends it.
    package static func runProcess() async -> Never {
        boundMemory()
        keepTimeZone()
        let process = ProcessInfo.processInfo
        let daemon = Daemon(arguments: Array(process.arguments.dropFirst()), environment: process.environment)
        exit(await daemon.run().rawValue)
    }

    /// Keeps the C library from giving each thread a heap of its own, which keeps for itself what its thread let go of.
    private static func boundMemory() {
        #if canImport(CMalloc)
            mallopt(M_ARENA_MAX, 2)
            mallopt(M_TRIM_THRESHOLD, 1 << 20)
        #endif
    }

    /// Keeps the C library from asking the file system for the time zone at each line of the log, which it does where
    /// the environment names none.
    private static func keepTimeZone() {
        setenv("TZ", ":/etc/localtime", 0)
    }

    /// Runs until a signal asks for the end, or until something fails.
    package func run() async -> Ending {
        let command: DaemonCommand
        do {
            command = try DaemonCommand.parse(arguments)
        } catch {
            return answer(parsingFailure: error)
        }
        if command.printSampleConfig {
            output(SettingsText.sampleFile)
            return .asked
        }
        do {
            if command.printOpenAPI {
                output(try await OpenAPIText.standard())
                return .asked
            }
            let settings = try command.settings(environment: environment)
            try await serve(settings)
            return .asked
        } catch let problem as SettingsProblem {
            complaints(problem.description + "\n")
            return .badConfiguration
        } catch let problem as AuthenticationProblem {
            complaints("ingotd cannot start: \(problem)\n")
            return .badConfiguration
        } catch let error as DataDirectoryError {
            complaints(error.description + "\n")
            return .unavailable
        } catch let problem as ListeningProblem {
            complaints(problem.description + "\n")
            return .unavailable
        } catch {
            complaints("ingotd stopped: \(error)\n")
            return .failed
        }
    }

    private func serve(_ settings: Settings) async throws {
        var logger = Logger(label: "ingotd", factory: StreamLogHandler.standardError(label:))
        logger.logLevel = settings.logLevel
        for name in SettingsSource.strangers(in: environment) {
            logger.warning("An environment variable sets nothing", metadata: ["variable": "\(name)"])
        }
        try await Server(settings: settings, logger: logger).run { readiness in output(readiness.description + "\n") }
    }

    /// `--help`, `--version` and a wrong command line all come as an error from the parser.
    private func answer(parsingFailure error: any Error) -> Ending {
        let message = DaemonCommand.fullMessage(for: error, columns: 100)
        guard DaemonCommand.exitCode(for: error).isSuccess else {
            complaints(message + "\n")
            return .badCommandLine
        }
        output(message == Product.version ? message + "\n" : message + "\n\n" + SettingsText.help)
        return .asked
    }

    package static func printing(to descriptor: CInt) -> @Sendable (String) -> Void {
        { text in
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                guard count > 0 || errno == EINTR else { return }
                rest = rest.dropFirst(max(count, 0))
            }
        }
    }
}

/// How the process ended; the raw value is its exit code, as in `sysexits.h`.
package enum Ending: Int32, Sendable {
    case asked = 0
    case failed = 1
    case badCommandLine = 64
    /// The data directory, or an address to listen at, cannot be had.
    case unavailable = 75
    case badConfiguration = 78
}
