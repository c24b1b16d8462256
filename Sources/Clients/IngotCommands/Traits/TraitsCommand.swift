import ArgumentParser
import IngotClient
import IngotModel

/// What has traits.
protocol TraitOwner: Sendable {
    static var one: String { get }
    static func traits(of reference: String, _ client: IngotClient) -> Traits
}

/// What a machine can do.
enum NodeTraits: TraitOwner {
    static let one = "node"
    static func traits(of reference: String, _ client: IngotClient) -> Traits { client.traits(ofNode: reference) }
}

/// The traits of something, verb by verb.
struct TraitsCommand<Owner: TraitOwner>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "trait", abstract: "Traits of a \(Owner.one).",
            subcommands: [TraitList<Owner>.self, TraitAdd<Owner>.self, TraitRemove<Owner>.self, TraitSet<Owner>.self])
    }
}

struct TraitList<Owner: TraitOwner>: IngotVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: "List the traits.")
    }

    @OptionGroup var of: TraitOwnerArgument
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        let traits = try await connection.connected(in: surroundings) { client in
            try await Owner.traits(of: of.reference, client).list()
        }
        let rows = traits.map { Resource(["trait": .string($0)]) }
        try output.print(
            .list(rows, columns: [Column("Trait", "trait")], identifier: "trait"), to: surroundings.console)
    }
}

struct TraitAdd<Owner: TraitOwner>: IngotVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "add", abstract: "Add traits.")
    }

    @OptionGroup var of: TraitOwnerArgument
    @Argument(help: "The traits, such as CUSTOM_FAST_CPU.") var traits: [String]
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        try await connection.connected(in: surroundings) { client in
            for trait in traits { try await Owner.traits(of: of.reference, client).add(trait) }
        }
    }
}

struct TraitRemove<Owner: TraitOwner>: IngotVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "remove", abstract: "Take traits away.")
    }

    @OptionGroup var of: TraitOwnerArgument
    @Argument(help: "The traits.") var traits: [String] = []
    @Flag(help: "All of them.") var all = false
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func validate() throws {
        guard all != !traits.isEmpty else { throw ValidationError("Name the traits, or say --all.") }
    }

    func perform(in surroundings: Surroundings) async throws {
        try await connection.connected(in: surroundings) { client in
            let owned = Owner.traits(of: of.reference, client)
            if all { return try await owned.removeAll() }
            for trait in traits { try await owned.remove(trait) }
        }
    }
}

struct TraitSet<Owner: TraitOwner>: IngotVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "set", abstract: "Put traits in the place of all that there are.")
    }

    @OptionGroup var of: TraitOwnerArgument
    @Argument(help: "The traits; none takes all away.") var traits: [String] = []
    @OptionGroup(title: "Service") var connection: ConnectionOptions

    func perform(in surroundings: Surroundings) async throws {
        try await connection.connected(in: surroundings) { client in
            try await Owner.traits(of: of.reference, client).replace(with: traits)
        }
    }
}

/// What the traits belong to.
struct TraitOwnerArgument: ParsableArguments {
    @Argument(help: "Its name or UUID.", completion: NodeNames.completion)
    var reference: String
}
