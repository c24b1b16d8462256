import ArgumentParser

/// How machines reach volumes.
enum VolumeConnectorNoun: Noun {
    typealias Creation = VolumeConnectorCreation
    typealias Change = VolumeConnectorFields
    typealias Filters = VolumeFilters

    static let description = NounDescription(
        name: "connector", one: "volume connector", many: "identifiers by which machines reach volumes",
        collection: { $0.volumeConnectors }, columns: columns, longColumns: columns + [Column("Extra", "extra")])

    private static let columns = [
        Column("UUID", "uuid"), Column("Node UUID", "node_uuid"), Column("Type", "type"),
        Column("Connector ID", "connector_id"),
    ]
}

struct VolumeFilters: FilterOptions {
    @Option(help: "Those of this machine.", completion: NodeNames.completion) var node: String?

    var query: [String: String?] { ["node": node] }
}

struct VolumeConnectorFields: FieldOptions {
    @Option(help: "The UUID of the machine.") var node: String?
    @Option(help: "What kind of identifier it is: iqn, ip, mac, wwnn, wwpn or port.") var type: String?
    @Option(help: "The identifier.") var connectorID: String?
    @Option(help: ArgumentHelp("Anything else worth keeping with the connector.", valueName: "key=value"))
    var extra: [KeyValue] = []

    func assignments(in surroundings: Surroundings) -> [Assignment] {
        Assignment.texts(["node_uuid": node, "type": type, "connector_id": connectorID])
            + Assignment.maps(["extra": extra])
    }
}

struct VolumeConnectorCreation: FieldOptions {
    @Option(help: "The UUID; chosen by the service when it is left out.") var uuid: String?
    @OptionGroup var fields: VolumeConnectorFields

    func validate() throws {
        guard fields.node != nil, fields.type != nil, fields.connectorID != nil else {
            throw ValidationError("A volume connector needs --node, --type and --connector-id.")
        }
    }

    func assignments(in surroundings: Surroundings) -> [Assignment] {
        Assignment.texts(["uuid": uuid]) + fields.assignments(in: surroundings)
    }
}
