import ArgumentParser

/// A noun with the verbs that all of them have.
struct NounCommand<Of: Noun>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Of.description.name, abstract: abstract,
            subcommands: verbs)
    }

    static var verbs: [any ParsableCommand.Type] {
        [
            NounCreate<Of>.self, NounList<Of>.self, NounShow<Of>.self, NounSet<Of>.self, NounUnset<Of>.self,
            NounDelete<Of>.self,
        ]
    }

    private static var abstract: String {
        let many = Of.description.many
        return many.prefix(1).uppercased() + many.dropFirst() + "."
    }
}
