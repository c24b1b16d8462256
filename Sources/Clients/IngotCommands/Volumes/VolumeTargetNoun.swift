import ArgumentParser

/// The volumes of machines.
enum VolumeTargetNoun: Noun {
    typealias Creation = VolumeTargetCreation
    typealias Change = VolumeTargetFields
    typealias Filters = VolumeFilters

    static let description = NounDescription(
        name: "target", one: "volume target", many: "volumes of machines", collection: { $0.volumeTargets },
        columns: columns,
        longColumns: columns + [Column("Properties", "properties"), Column("Extra", "extra")],
        maps: ["extra", "properties"])

    private static let columns = [
        Column("UUID", "uuid"), Column("Node UUID", "node_uuid"), Column("Volume Type", "volume_type"),
        Column("Boot Index", "boot_index"), Column("Volume ID", "volume_id"),
    ]
}

struct VolumeTargetFields: FieldOptions {
    @Option(help: "The UUID of the machine.") var node: String?
    @Option(help: "How the volume is reached: iscsi or fibre_channel.") var volumeType: String?
    @Option(help: "The volume's identifier.") var volumeID: String?
    @Option(help: "The place in the order of booting; 0 comes first.") var bootIndex: Int?
    @Option(help: ArgumentHelp("What is needed to reach it, such as target_portal.", valueName: "key=value"))
    var property: [KeyValue] = []
    @Option(help: ArgumentHelp("Anything else worth keeping with the volume.", valueName: "key=value"))
    var extra: [KeyValue] = []

    func assignments(in surroundings: Surroundings) -> [Assignment] {
        Assignment.texts(["node_uuid": node, "volume_type": volumeType, "volume_id": volumeID])
            + Assignment.numbers(["boot_index": bootIndex])
            + Assignment.maps(["properties": property, "extra": extra])
    }
}

struct VolumeTargetCreation: FieldOptions {
    @Option(help: "The UUID; chosen by the service when it is left out.") var uuid: String?
    @OptionGroup var fields: VolumeTargetFields

    func validate() throws {
        guard fields.node != nil, fields.volumeType != nil, fields.volumeID != nil, fields.bootIndex != nil else {
            throw ValidationError("A volume target needs --node, --volume-type, --volume-id and --boot-index.")
        }
    }

    func assignments(in surroundings: Surroundings) -> [Assignment] {
        Assignment.texts(["uuid": uuid]) + fields.assignments(in: surroundings)
    }
}
