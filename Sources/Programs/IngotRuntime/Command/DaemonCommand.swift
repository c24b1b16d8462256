import ArgumentParser
import IngotModel

/// The command line of `ingotd`.
package struct DaemonCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "ingotd",
        abstract: "Turns machines into an API: the server of Ingot.",
        discussion: """
            Starts with no configuration at all: SQLite in the data directory, the API on 127.0.0.1:6385. \
            SIGTERM and SIGINT end it gracefully: listeners close, running steps finish or are kept for the next start.
            """,
        version: Product.version)

    @Option(help: ArgumentHelp("The data directory, as setting data.", valueName: "DIR"))
    package var data: String?

    @Option(help: ArgumentHelp("Where the API listens, as setting api.listen.", valueName: "ADDRESS:PORT"))
    package var listen: String?

    @Option(help: ArgumentHelp("A file of settings in YAML or JSON; also in INGOT_CONFIG.", valueName: "FILE"))
    package var config: String?

    @Option(help: ArgumentHelp("Which parts to run, as setting role: all, api or conductor.", valueName: "ROLE"))
    package var role: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Any other setting; may be repeated.", valueName: "KEY=VALUE"))
    package var assignments: [SettingAssignment] = []

    @Flag(help: "Print a file of settings that shows every default, and end.")
    package var printSampleConfig = false

    @Flag(name: .customLong("print-openapi"), help: "Print the description of the API (OpenAPI 3.1), and end.")
    package var printOpenAPI = false

    package init() {}

    /// The settings that the command line, the environment and the file make together.
    package func settings(environment: [String: String]) throws(SettingsProblem) -> Settings {
        let path = config ?? environment["INGOT_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        var file: SettingsFile?
        if let path { file = try SettingsFile.read(path) }
        return try Settings.read(commandLine: commandLine, environment: environment, file: file)
    }

    private var commandLine: [(key: String, text: String)] {
        let options = [("data", data), ("api.listen", listen), ("role", role)]
        return assignments.map { ($0.key, $0.text) } + options.compactMap { key, text in text.map { (key, $0) } }
    }
}

/// `KEY=VALUE` on the command line.
package struct SettingAssignment: ExpressibleByArgument {
    package let key: String
    package let text: String

    package init?(argument: String) {
        guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else { return nil }
        key = String(argument[..<sign])
        text = String(argument[argument.index(after: sign)...])
    }
}
