import ArgumentParser

/// Everything about the machines' network interfaces.
struct PortCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "port", abstract: "The machines' network interfaces.",
        subcommands: [PortCreate.self, PortList.self, PortShow.self, PortDelete.self])
}
