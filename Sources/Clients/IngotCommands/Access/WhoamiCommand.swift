import ArgumentParser
import IngotClient

/// What the caller is to the service.
struct WhoamiCommand: IngotVerb {
    static let configuration = CommandConfiguration(
        commandName: "whoami", abstract: "Tell what you are to the service, and which rules decide what you may do.")

    @Option(help: "Ask about this machine.", completion: NodeNames.completion) var node: String?
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let answer = try await connection.connected(in: surroundings) { try await $0.whoami(node: node) }
        try output.print(.record(answer, identifier: "uuid"), to: surroundings.console)
    }
}
