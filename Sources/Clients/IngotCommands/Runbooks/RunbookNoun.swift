import ArgumentParser

/// Named lists of steps.
enum RunbookNoun: Noun {
    typealias Creation = RunbookCreation
    typealias Change = RunbookFields
    typealias Filters = NoFilters

    static let description = NounDescription(
        name: "runbook", one: "runbook", many: "named lists of steps, to clean and service machines with",
        collection: { $0.runbooks }, columns: columns,
        longColumns: columns + [
            Column("Owner", "owner"), Column("Public", "public"), Column("Disable Ramdisk", "disable_ramdisk"),
            Column("Traits", "traits"), Column("Steps", "steps"), Column("Extra", "extra"),
        ], unsettable: ["owner", "public", "description", "disable_ramdisk"])

    private static let columns = [Column("UUID", "uuid"), Column("Name", "name")]
}

struct RunbookFields: FieldOptions {
    @Option(help: "The name.") var name: String?
    @Option(
        help: ArgumentHelp(
            "The steps: a JSON list, a file that holds one, or - for standard input.", valueName: "json"),
        completion: .file()) var steps: JSONArgument?
    @Option(help: "Words for people.") var description: String?
    @Option(help: "The project that owns the runbook.") var owner: String?
    @Flag(name: .customLong("public"), inversion: .prefixedNo, help: "Whether everybody may use it.")
    var isPublic: Bool?
    @Flag(inversion: .prefixedNo, help: "Whether its steps do without a ramdisk.") var disableRamdisk: Bool?
    @Option(help: ArgumentHelp("Anything else worth keeping with the runbook.", valueName: "key=value"))
    var extra: [KeyValue] = []

    func assignments(in surroundings: Surroundings) throws -> [Assignment] {
        Assignment.texts(["name": name, "description": description, "owner": owner])
            + (try Assignment.json(["steps": steps], in: surroundings))
            + Assignment.flags(["public": isPublic, "disable_ramdisk": disableRamdisk])
            + Assignment.maps(["extra": extra])
    }
}

struct RunbookCreation: FieldOptions {
    @Option(help: "The UUID; chosen by the service when it is left out.") var uuid: String?
    @OptionGroup var fields: RunbookFields

    func validate() throws {
        guard fields.name != nil, fields.steps != nil else {
            throw ValidationError("A runbook needs --name and --steps.")
        }
    }

    func assignments(in surroundings: Surroundings) throws -> [Assignment] {
        Assignment.texts(["uuid": uuid]) + (try fields.assignments(in: surroundings))
    }
}
