import ArgumentParser
import IngotClient

struct NounUnset<Of: Noun>: IngotVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "unset", abstract: "Return fields of one to their defaults.",
            discussion: """
                What can be unset: \(Of.description.unsettable.joined(separator: ", ")); and keys of \
                \(Of.description.maps.joined(separator: ", ")), such as extra.rack.
                """)
    }

    @Argument(help: "Its UUID, or its name where it has one.")
    var reference: String

    @Argument(help: ArgumentHelp("The fields, or the keys inside of one.", valueName: "field"))
    var fields: [String]

    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func validate() throws {
        for field in fields { _ = try path(field) }
    }

    func perform(in surroundings: Surroundings) async throws {
        let changes = try fields.map { AttributeChange.remove(try path($0)) }
        try await connection.connected(in: surroundings) { client in
            _ = try await Of.description.collection(client).update(reference, changes)
        }
    }

    /// `extra.rack` is the key `rack` of the field `extra`; a key may hold dots of its own.
    private func path(_ field: String) throws -> String {
        let noun = Of.description
        let parts = field.split(separator: ".", maxSplits: 1).map(String.init)
        if parts.count == 2, noun.maps.contains(parts[0]) { return AttributeChange.path(parts) }
        if parts.count == 1, noun.unsettable.contains(field) || noun.maps.contains(field) { return "/\(field)" }
        let names = noun.unsettable + noun.maps.map { "\($0).KEY" }
        throw ValidationError("\"\(field)\" cannot be unset; these can: \(names.joined(separator: ", ")).")
    }
}
