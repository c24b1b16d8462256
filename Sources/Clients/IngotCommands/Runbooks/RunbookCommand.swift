import ArgumentParser
import IngotClient

/// Everything about runbooks.
struct RunbookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runbook", abstract: "Named lists of steps, to clean and service machines with.",
        subcommands: NounCommand<RunbookNoun>.verbs + [TraitsCommand<RunbookTraits>.self])
}

/// What a machine needs for a runbook.
enum RunbookTraits: TraitOwner {
    static let one = "runbook"
    static func traits(of reference: String, _ client: IngotClient) -> Traits { client.traits(ofRunbook: reference) }
}
