import ArgumentParser
import IngotClient
import IngotModel

/// Everything about hardware types.
struct DriverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "driver", abstract: "The hardware types that the service knows.",
        subcommands: [
            DriverList.self, DriverShow.self, DriverFactsVerb<DriverProperties>.self,
            DriverFactsVerb<DriverRAIDProperties>.self, DriverFactsVerb<DriverPassthru>.self,
        ])
}

struct DriverList: IngotVerb {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List hardware types.")

    @Flag(help: "Show their default interfaces.")
    var long = false

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let drivers = try await connection.connected(in: surroundings) { try await $0.drivers.list(detail: long) }
        try output.print(.list(drivers, columns: columns, identifier: "name"), to: surroundings.console)
    }

    private var columns: [Column] {
        let standard = [Column("Driver", "name"), Column("Hosts", "hosts")]
        let interfaces: [InterfaceKind] = [.power, .management, .boot, .deploy, .network]
        return long ? standard + interfaces.map { Column(field: "default_\($0.field)") } : standard
    }
}

struct DriverShow: IngotVerb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a hardware type and its interfaces.")

    @Argument(help: "The hardware type.")
    var driver: String

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let answer = try await connection.connected(in: surroundings) { try await $0.drivers.show(driver) }
        try output.print(.record(answer, identifier: "name"), to: surroundings.console)
    }
}
