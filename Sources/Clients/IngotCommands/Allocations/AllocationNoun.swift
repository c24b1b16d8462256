import ArgumentParser

/// Claims on a machine that fits.
enum AllocationNoun: Noun {
    typealias Creation = AllocationCreation
    typealias Change = AllocationFields
    typealias Filters = AllocationFilters

    static let description = NounDescription(
        name: "allocation", one: "allocation", many: "claims on a machine that fits", collection: { $0.allocations },
        columns: columns,
        longColumns: columns + [
            Column("Owner", "owner"), Column("Traits", "traits"), Column("Candidate Nodes", "candidate_nodes"),
            Column("Last Error", "last_error"), Column("Extra", "extra"),
        ], unsettable: ["name"], hasDetail: false)

    private static let columns = [
        Column("UUID", "uuid"), Column("Name", "name"), Column("Resource Class", "resource_class"),
        Column("State", "state"), Column("Node UUID", "node_uuid"),
    ]
}

struct AllocationFilters: FilterOptions {
    @Option(help: "The one of this machine.", completion: NodeNames.completion) var node: String?
    @Option(help: "Those of this resource class.") var resourceClass: String?
    @Option(help: "Those in this state: allocating, active or error.") var state: String?
    @Option(help: "Those of this project.") var owner: String?

    var query: [String: String?] {
        ["node": node, "resource_class": resourceClass, "state": state, "owner": owner]
    }
}

struct AllocationFields: FieldOptions {
    @Option(help: "The name; a machine of this name is taken first.") var name: String?
    @Option(help: ArgumentHelp("Anything else worth keeping with the allocation.", valueName: "key=value"))
    var extra: [KeyValue] = []

    func assignments(in surroundings: Surroundings) -> [Assignment] {
        Assignment.texts(["name": name]) + Assignment.maps(["extra": extra])
    }
}

struct AllocationCreation: FieldOptions {
    @Option(help: "The class of machine that is wanted.") var resourceClass: String?
    @Option(help: ArgumentHelp("A trait that the machine must have.", valueName: "trait")) var trait: [String] = []
    @Option(
        name: .customLong("candidate-node"), help: "A machine that may be taken; any where none is named.",
        completion: NodeNames.completion) var candidateNodes: [String] = []
    @Option(help: "The project that owns the allocation.") var owner: String?
    @Option(help: "Write down that this machine, which is in use, is claimed.", completion: NodeNames.completion)
    var node: String?
    @Option(help: "The UUID; chosen by the service when it is left out.") var uuid: String?
    @OptionGroup var fields: AllocationFields

    func validate() throws {
        guard resourceClass != nil || node != nil else {
            throw ValidationError("An allocation needs --resource-class, or --node for a machine that is in use.")
        }
    }

    func assignments(in surroundings: Surroundings) -> [Assignment] {
        Assignment.texts(["resource_class": resourceClass, "owner": owner, "node": node, "uuid": uuid])
            + Assignment.lists(["traits": trait, "candidate_nodes": candidateNodes])
            + fields.assignments(in: surroundings)
    }
}
