import ArgumentParser

/// Everything about the volumes of machines.
struct VolumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "volume", abstract: "Volumes that machines boot from and write to.",
        subcommands: [NounCommand<VolumeConnectorNoun>.self, NounCommand<VolumeTargetNoun>.self])
}
