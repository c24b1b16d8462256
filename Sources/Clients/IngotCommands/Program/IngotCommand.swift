import ArgumentParser
import IngotModel

/// The `ingot` command: a noun, then a verb.
package struct IngotCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "ingot",
        abstract: "Turns machines into instances: enrols, cleans, deploys and explains them.",
        discussion: """
            The service's address comes from --url, INGOT_URL, OS_ENDPOINT or the cloud that OS_CLOUD names in \
            clouds.yaml, or from the catalog of the Identity service; without any of them it is \
            \(AccessResolution.standard). Who calls is taken from that cloud, or from OS_AUTH_TYPE, OS_USERNAME, \
            OS_PASSWORD, OS_AUTH_URL and so on.

            Shell completions: ingot --generate-completion-script bash|zsh|fish
            """,
        version: Product.version,
        subcommands: [
            CreateCommand.self, NodeCommand.self, NounCommand<PortNoun>.self, NounCommand<PortgroupNoun>.self,
            NounCommand<ChassisNoun>.self, VolumeCommand.self, NounCommand<AllocationNoun>.self,
            NounCommand<TemplateNoun>.self, RunbookCommand.self, NounCommand<RuleNoun>.self, DriverCommand.self,
            ConductorCommand.self, ShardCommand.self, EventsCommand.self, WhoamiCommand.self, RamdiskCommand.self,
            ImageCommand.self,
        ])

    package init() {}
}

/// A verb at the end of a command line.
///
/// It is given everything outside of itself, so that a test can watch it from all sides.
protocol IngotVerb: AsyncParsableCommand {
    func perform(in surroundings: Surroundings) async throws
}

extension IngotVerb {
    func run() async throws { try await perform(in: .process) }
}
