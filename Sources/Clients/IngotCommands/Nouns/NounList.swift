import ArgumentParser
import IngotClient

struct NounList<Of: Noun>: IngotVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: "List \(Of.description.many).")
    }

    @OptionGroup(title: "Filters") var filters: Of.Filters
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let noun = Of.description
        var query = list.query(standard: noun.columns).merging(filters.query.compactMapValues { $0 }) { $1 }
        if list.long, !noun.hasDetail {
            query["detail"] = nil
            query["fields"] = noun.longColumns.map(\.field).joined(separator: ",")
        }
        let asked = query
        let items = try await connection.connected(in: surroundings) { try await noun.collection($0).list(asked) }
        let columns = list.columns(standard: noun.columns, long: noun.longColumns)
        try output.print(
            .list(items, columns: columns, identifier: list.identifier(standard: "uuid")), to: surroundings.console)
    }
}
