import ArgumentParser
import IngotClient

struct NodeTimeline: IngotVerb {
    static let configuration = CommandConfiguration(
        commandName: "timeline",
        abstract: "Tell what was done to a machine: each verb, each step, and how long it took.",
        discussion: """
            Bars show when each step ran: a filled one is work, a light one a wait. A star marks the spans that make up \
            the duration. --otlp prints the runs as OpenTelemetry traces, ready for a collector:

              ingot node timeline NODE --otlp | curl --json @- http://collector:4318/v1/traces
            """)

    @OptionGroup var target: NodeArgument

    @Option(help: "How many runs at most, counted from the newest.")
    var limit: Int?

    @Option(help: ArgumentHelp("Only this run.", valueName: "id"))
    var run: String?

    @Flag(help: "Print the runs as OTLP/HTTP JSON.")
    var otlp = false

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit must be at least 1.") }
    }

    func perform(in surroundings: Surroundings) async throws {
        let query = ["limit": limit.map(String.init), "run": run, "format": otlp ? "otlp" : nil]
            .compactMapValues { $0 }
        let answer = try await connection.connected(in: surroundings) { client in
            try await client.nodes.timeline(target.node, query: query)
        }
        if otlp { return surroundings.console.write(answer.json.serialized()) }
        try output.print(TimelineReport.report(of: answer), to: surroundings.console)
    }
}
