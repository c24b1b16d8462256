import ArgumentParser

/// Steps of a deployment that a trait brings in.
enum TemplateNoun: Noun {
    typealias Creation = TemplateCreation
    typealias Change = TemplateFields
    typealias Filters = NoFilters

    static let description = NounDescription(
        name: "template", one: "deploy template", many: "steps that a trait adds to a deployment",
        collection: { $0.deployTemplates }, columns: columns,
        longColumns: columns + [Column("Steps", "steps"), Column("Extra", "extra")])

    private static let columns = [Column("UUID", "uuid"), Column("Name", "name")]
}

struct TemplateFields: FieldOptions {
    @Option(help: "The trait that brings the steps in, such as CUSTOM_FAST_CPU.") var name: String?
    @Option(
        help: ArgumentHelp(
            "The steps: a JSON list, a file that holds one, or - for standard input.", valueName: "json"),
        completion: .file()) var steps: JSONArgument?
    @Option(help: ArgumentHelp("Anything else worth keeping with the template.", valueName: "key=value"))
    var extra: [KeyValue] = []

    func assignments(in surroundings: Surroundings) throws -> [Assignment] {
        Assignment.texts(["name": name]) + (try Assignment.json(["steps": steps], in: surroundings))
            + Assignment.maps(["extra": extra])
    }
}

struct TemplateCreation: FieldOptions {
    @Option(help: "The UUID; chosen by the service when it is left out.") var uuid: String?
    @OptionGroup var fields: TemplateFields

    func validate() throws {
        guard fields.name != nil, fields.steps != nil else {
            throw ValidationError("A deploy template needs --name and --steps.")
        }
    }

    func assignments(in surroundings: Surroundings) throws -> [Assignment] {
        Assignment.texts(["uuid": uuid]) + (try fields.assignments(in: surroundings))
    }
}
