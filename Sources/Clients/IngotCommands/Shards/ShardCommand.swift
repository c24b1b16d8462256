import ArgumentParser
import IngotClient

/// The shards that machines belong to.
struct ShardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shard", abstract: "The shards that machines belong to.", subcommands: [ShardList.self])
}

struct ShardList: IngotVerb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List shards, and how many machines each has.")

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let shards = try await connection.connected(in: surroundings) { try await $0.shards.list() }
        let columns = [Column("Name", "name"), Column("Count", "count")]
        try output.print(.list(shards, columns: columns, identifier: "name"), to: surroundings.console)
    }
}
