import ArgumentParser
import IngotClient

struct NodeTimeline: IngotVerb {
    static let configuration = CommandConfiguration(
        commandName: "timeline",
        abstract: "Tell what was done to a machine: each verb, each step, and how long it took.")

    @OptionGroup var target: NodeArgument

    @Option(help: "How many runs at most, counted from the newest.")
    var limit: Int?

    @Option(help: ArgumentHelp("Only this run.", valueName: "id"))
    var run: String?

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit must be at least 1.") }
    }

    func perform(in surroundings: Surroundings) async throws {
        let query = ["limit": limit.map(String.init), "run": run].compactMapValues { $0 }
        let answer = try await connection.connected(in: surroundings) { client in
            try await client.nodes.timeline(target.node, query: query)
        }
        try output.print(TimelineReport.report(of: answer), to: surroundings.console)
    }
}
