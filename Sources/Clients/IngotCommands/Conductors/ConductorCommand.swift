import ArgumentParser
import IngotClient
import IngotModel

/// Everything about the processes that act on machines.
struct ConductorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conductor", abstract: "The processes that act on machines.",
        subcommands: [ConductorList.self, ConductorShow.self, ConductorJobs.self, ConductorDrain.self])
}

struct ConductorList: IngotVerb {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List conductors.")

    @Flag(help: "Show their drivers and times, too.")
    var long = false

    @Flag(help: "Show how they share the nodes, and which of them are draining.")
    var shares = false

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let conductors = try await connection.connected(in: surroundings) { client in
            guard shares else { return try await client.conductors.list(detail: long) }
            return try await client.conductors.cluster().json["conductors"]?.array?.map(Resource.init) ?? []
        }
        try output.print(.list(conductors, columns: columns, identifier: "hostname"), to: surroundings.console)
    }

    private var columns: [Column] {
        let standard = [
            Column("Hostname", "hostname"), Column("Conductor Group", "conductor_group"), Column("Alive", "alive"),
        ]
        if shares {
            return standard + [
                Column("Draining", "draining"), Column("Nodes", "nodes"), Column("At Work On", "held_nodes"),
            ]
        }
        return long ? standard + [Column("Drivers", "drivers"), Column("Last Seen", "updated_at")] : standard
    }

    func validate() throws {
        if long, shares { throw ValidationError("--long and --shares show different things; give one of them") }
    }
}

struct ConductorShow: IngotVerb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a conductor and its drivers.")

    @Argument(help: "The conductor's name.")
    var hostname: String

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let answer = try await connection.connected(in: surroundings) { try await $0.conductors.show(hostname) }
        try output.print(.record(answer, identifier: "hostname"), to: surroundings.console)
    }
}
