import ArgumentParser

/// What machines sit in.
enum ChassisNoun: Noun {
    typealias Creation = ChassisCreation
    typealias Change = ChassisFields
    typealias Filters = NoFilters

    static let description = NounDescription(
        name: "chassis", one: "chassis", many: "chassis", collection: { $0.chassis },
        columns: [Column("UUID", "uuid"), Column("Description", "description")],
        longColumns: [Column("UUID", "uuid"), Column("Description", "description"), Column("Extra", "extra")],
        unsettable: ["description"])
}

struct ChassisFields: FieldOptions {
    @Option(help: "Words for people.") var description: String?
    @Option(help: ArgumentHelp("Anything else worth keeping with the chassis.", valueName: "key=value"))
    var extra: [KeyValue] = []

    func assignments(in surroundings: Surroundings) -> [Assignment] {
        Assignment.texts(["description": description]) + Assignment.maps(["extra": extra])
    }
}

struct ChassisCreation: FieldOptions {
    @Option(help: "The UUID; chosen by the service when it is left out.") var uuid: String?
    @OptionGroup var fields: ChassisFields

    func assignments(in surroundings: Surroundings) -> [Assignment] {
        Assignment.texts(["uuid": uuid]) + fields.assignments(in: surroundings)
    }
}
