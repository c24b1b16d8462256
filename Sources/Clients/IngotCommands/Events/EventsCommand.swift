import ArgumentParser
import IngotClient
import IngotModel

/// What happens to machines, a line for each event.
struct EventsCommand: IngotVerb {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Tell what happens to machines, as it happens.",
        discussion: """
            Goes on until it is interrupted, over breaks of the connection too. Each event has a sequence; --after that \
            of the last one you have seen goes on where you stopped.
            """)

    @Argument(
        help: "The machines to hear of; all that you may see where none is named.", completion: NodeNames.completion)
    var nodes: [String] = []

    @Option(help: ArgumentHelp("A kind of event to hear of; all of them where none is named.", valueName: "kind"))
    var kind: [String] = []

    @Option(help: ArgumentHelp("Begin after this event.", valueName: "sequence")) var after: Int?
    @Option(help: "End after so many events.") var count: Int?

    @Flag(name: .customLong("json"), help: "Print each event as a line of JSON.") var isJSON = false
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--count must be at least 1.") }
        if let after, after < 0 { throw ValidationError("--after cannot be negative.") }
    }

    func perform(in surroundings: Surroundings) async throws {
        try await connection.connected(in: surroundings) { client in
            var left = count ?? .max
            for try await event in client.events(nodes: nodes, kinds: kind, after: after.map(String.init)) {
                surroundings.console.write(isJSON ? event.description : Self.line(of: event))
                left -= 1
                if left == 0 { return }
            }
        }
    }

    /// The time, the node and the kind in columns, then what the event says.
    private static func line(of event: Resource) -> String {
        let facts = (event.nested("body")?.json.object ?? [:]).filter { !$0.value.isNull }.sorted { $0.key < $1.key }
        let texts = facts.map { "\($0.key)=\($0.value.string ?? $0.value.serialized())" }
        let start = [
            event.integer("sequence").map(String.init), event.text("at"), event.text("node_uuid"), event.text("kind"),
        ]
        return (start.compactMap { $0 } + texts).joined(separator: "  ")
    }
}
