import ArgumentParser
import IngotClient
import IngotModel

/// Power, verb by verb.
struct NodePower: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "power", abstract: "Switch machines on and off.",
        subcommands: [PowerVerb<PowerOn>.self, PowerVerb<PowerOff>.self, PowerVerb<Reboot>.self])
}

/// A change of power: its word on the command line and the targets that it stands for.
protocol DescribedPowerChange: Sendable {
    associatedtype Manner: PowerManner
    static var name: String { get }
    static var abstract: String { get }
    static var hard: PowerTarget { get }
    static var soft: PowerTarget { get }
}

enum PowerOn: DescribedPowerChange {
    typealias Manner = OnlyHard
    static let name = "on"
    static let abstract = "Switch machines on."
    static let hard = PowerTarget.on
    static let soft = PowerTarget.on
}

enum PowerOff: DescribedPowerChange {
    typealias Manner = HardOrSoft
    static let name = "off"
    static let abstract = "Switch machines off."
    static let hard = PowerTarget.off
    static let soft = PowerTarget.softOff
}

enum Reboot: DescribedPowerChange {
    typealias Manner = HardOrSoft
    static let name = "reboot"
    static let abstract = "Reboot machines."
    static let hard = PowerTarget.reboot
    static let soft = PowerTarget.softReboot
}

/// Whether the operating system is asked first.
protocol PowerManner: ParsableArguments {
    var isSoft: Bool { get }
}

struct OnlyHard: PowerManner {
    var isSoft: Bool { false }
}

struct HardOrSoft: PowerManner {
    @Flag(name: .customLong("soft"), help: "Ask the operating system to do it.")
    var isSoft = false
}

struct PowerVerb<Change: DescribedPowerChange>: IngotVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: Change.name, abstract: Change.abstract)
    }

    @OptionGroup var targets: NodeArguments
    @OptionGroup var manner: Change.Manner

    @Option(help: ArgumentHelp("How long the machine may take, for the service.", valueName: "seconds"))
    var powerTimeout: Int?

    @OptionGroup(title: "Waiting") var waiting: WaitOptions
    @OptionGroup(title: "Dry run") var dryRun: DryRunOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func validate() throws {
        if let powerTimeout, powerTimeout <= 0 { throw ValidationError("--power-timeout must be at least one second.") }
    }

    func perform(in surroundings: Surroundings) async throws {
        let power = manner.isSoft ? Change.soft : Change.hard
        let goal = WaitGoal.powerState(power.result.rawValue)
        try await connection.connected(in: surroundings) { client in
            try await NodesRequest.power(power.rawValue, timeoutSeconds: powerTimeout)
                .send(to: targets.nodes, until: goal, waiting, dryRun, of: client, in: surroundings)
        }
    }
}
