import Foundation

/// Everything that a command sees and touches besides the service: output, clock, environment variables and files.
package struct Surroundings: Sendable {
    package var console: Console
    package var clock: any Clock<Duration>
    package var environment: [String: String]
    /// Reads a whole file, `-` being standard input; nil where there is no such file. Only small files go through it.
    package var read: @Sendable (String) throws -> [UInt8]?

    package init(
        console: Console, clock: any Clock<Duration>, environment: [String: String],
        read: @escaping @Sendable (String) throws -> [UInt8]?
    ) {
        self.console = console
        self.clock = clock
        self.environment = environment
        self.read = read
    }
}

extension Surroundings {
    /// Those of the running process.
    package static var process: Surroundings {
        Surroundings(
            console: .process, clock: ContinuousClock(), environment: ProcessInfo.processInfo.environment,
            read: Self.file)
    }

    /// Reads without ceremony: a command line has nothing else to do meanwhile.
    private static let file: @Sendable (String) throws -> [UInt8]? = { path in
        if path == "-" { return Array(try FileHandle.standardInput.readToEnd() ?? Data()) }
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return Array(try Data(contentsOf: URL(filePath: path)))
    }
}
