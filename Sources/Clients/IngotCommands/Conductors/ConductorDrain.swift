import ArgumentParser
import IngotClient

/// Sends a conductor away, or lets it stay.
struct ConductorDrain: IngotVerb {
    static let configuration = CommandConfiguration(
        commandName: "drain",
        abstract: "Have a conductor take nothing new, and hand its work to others.",
        discussion: "Steps in flight are finished first; see 'ingot conductor list --shares' for what is left.")

    @Argument(help: "The conductor's name.")
    var hostname: String

    @Flag(help: "Let it take work again.")
    var undo = false

    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        try await connection.connected(in: surroundings) { try await $0.conductors.setDraining(hostname, !undo) }
    }
}
