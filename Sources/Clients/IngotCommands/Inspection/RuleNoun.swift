import ArgumentParser

/// What is done with what an inspection found.
enum RuleNoun: Noun {
    typealias Creation = RuleCreation
    typealias Change = RuleFields
    typealias Filters = NoFilters

    static let description = NounDescription(
        name: "rule", one: "inspection rule", many: "rules about what an inspection found",
        collection: { $0.inspectionRules }, columns: columns,
        longColumns: columns + [
            Column("Sensitive", "sensitive"), Column("Conditions", "conditions"), Column("Actions", "actions"),
        ], maps: [], unsettable: ["description", "conditions", "priority"])

    private static let columns = [
        Column("UUID", "uuid"), Column("Priority", "priority"), Column("Phase", "phase"),
        Column("Description", "description"),
    ]
}

struct RuleFields: FieldOptions {
    @Option(help: "Words for people.") var description: String?
    @Option(
        help: ArgumentHelp(
            "When the rule applies: a JSON list, a file that holds one, or - for standard input.", valueName: "json"),
        completion: .file()) var conditions: JSONArgument?
    @Option(
        help: ArgumentHelp(
            "What it does: a JSON list, a file that holds one, or - for standard input.", valueName: "json"),
        completion: .file()) var actions: JSONArgument?
    @Option(help: "Rules of higher priority come first; from 0 to 9999.") var priority: Int?
    @Option(help: "When the rule is looked at.") var phase: String?
    @Flag(help: "Show nobody what the rule says; this cannot be taken back.") var sensitive = false

    func assignments(in surroundings: Surroundings) throws -> [Assignment] {
        Assignment.texts(["description": description, "phase": phase])
            + (try Assignment.json(["conditions": conditions, "actions": actions], in: surroundings))
            + Assignment.numbers(["priority": priority])
            + Assignment.flags(["sensitive": sensitive ? true : nil])
    }
}

struct RuleCreation: FieldOptions {
    @Option(help: "The UUID; chosen by the service when it is left out.") var uuid: String?
    @OptionGroup var fields: RuleFields

    func validate() throws {
        guard fields.actions != nil else { throw ValidationError("An inspection rule needs --actions.") }
    }

    func assignments(in surroundings: Surroundings) throws -> [Assignment] {
        Assignment.texts(["uuid": uuid]) + (try fields.assignments(in: surroundings))
    }
}
