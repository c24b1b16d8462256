import ArgumentParser
import IngotClient

/// Whole racks from files.
struct CreateCommand: IngotVerb {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create what files describe: chassis, nodes, ports, port groups.",
        discussion: """
            A file is YAML or JSON: lists of "nodes" and of "chassis", where a chassis may have "nodes", a node "ports", \
            "portgroups" and "traits", a port group "ports". Nothing is created unless all files can be read. What is \
            refused keeps nothing else from being created, except what belongs to it.
            """)

    @Argument(help: ArgumentHelp("Files, or - for standard input.", valueName: "file"))
    var files: [String]

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let described = try files.map { try ResourcesFile($0, in: surroundings) }
        try await connection.connected(in: surroundings) { client in
            var creation = ResourcesCreation(client: client, console: surroundings.console)
            do {
                for file in described { try await creation.create(file) }
            } catch {
                // What was made until then is there, and somebody must be able to find it.
                try tell(creation, surroundings)
                throw error
            }
            try tell(creation, surroundings)
            try creation.end()
        }
    }

    private func tell(_ creation: ResourcesCreation, _ surroundings: Surroundings) throws {
        try output.print(
            .list(creation.made, columns: Self.columns, identifier: "uuid"), to: surroundings.console)
    }

    private static let columns = [Column("Kind", "kind"), Column("UUID", "uuid"), Column("Name", "name")]
}
