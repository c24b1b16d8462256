import ArgumentParser

/// The forms in which data are printed.
package enum OutputFormat: String, Sendable, CaseIterable, ExpressibleByArgument {
    case table
    case json
    case yaml
}

/// How a command prints its data.
struct OutputOptions: ParsableArguments {
    @Option(name: [.customShort("f"), .customLong("format")], help: "How to print.")
    var format: OutputFormat = .table

    @Flag(name: [.customShort("q"), .customLong("quiet")], help: "Print identifiers alone, one a line.")
    var isQuiet = false

    /// Prints a report to standard output.
    func print(_ report: Report, to console: Console) throws {
        let text = try report.rendered(as: format, isQuiet: isQuiet, width: console.outputWidth)
        if !text.isEmpty { console.write(text) }
    }
}
