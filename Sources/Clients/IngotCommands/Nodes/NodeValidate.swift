import ArgumentParser
import IngotClient
import IngotModel

struct NodeValidate: IngotVerb {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Say whether each interface of a machine has what it needs.")

    @OptionGroup var target: NodeArgument
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let answer = try await connection.connected(in: surroundings) { try await $0.nodes.validate(target.node) }
        try output.print(Self.report(of: answer), to: surroundings.console)
    }

    /// Quiet, only the interfaces that lack something are named.
    static func report(of answer: Resource) -> Report {
        let interfaces = (answer.json.object ?? [:]).sorted { $0.key < $1.key }
        return Report(
            data: answer.json,
            identifiers: interfaces.filter { $0.value["result"]?.bool == false }.map(\.key),
            text: { width in
                TextTable(
                    header: ["Interface", "Result", "Reason"],
                    rows: interfaces.map { name, verdict in
                        [name, Self.word(for: verdict["result"]), verdict["reason"]?.string ?? ""]
                    }
                ).rendered(width: width)
            })
    }

    /// Null is the API's word for an interface that the driver does not have.
    private static func word(for result: JSONValue?) -> String {
        switch result?.bool {
        case true: "ok"
        case false: "lacking"
        case nil: "unsupported"
        }
    }
}
