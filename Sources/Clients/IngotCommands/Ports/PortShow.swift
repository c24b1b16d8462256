import ArgumentParser
import IngotClient

struct PortShow: IngotVerb {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a network interface.")

    @Argument(help: "The port's UUID or name.")
    var port: String

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let answer = try await connection.connected(in: surroundings) { try await $0.ports.show(port) }
        try output.print(.record(answer, identifier: "uuid"), to: surroundings.console)
    }
}
