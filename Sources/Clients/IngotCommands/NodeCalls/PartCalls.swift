import ArgumentParser
import IngotClient
import IngotModel

// What is known of a node besides its own fields: a row of a table each.

struct VIFList: NodeCall {
    static let name = "list"
    static let abstract = "List the networks."

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        .list(try await client.nodes.vifs(node), [Column("ID", "id")], identifier: "id")
    }
}

struct VIFAttach: NodeCall {
    static let name = "attach"
    static let abstract = "Attach a network."

    @Argument(help: "The network attachment's identifier.") var vif: String
    @Option(help: "The UUID of the port to attach it to.") var portUUID: String?
    @Option(help: "The UUID of the port group to attach it to.") var portgroupUUID: String?
    @Option(help: ArgumentHelp("Anything else that the network wants to know.", valueName: "key=value"))
    var info: [KeyValue] = []

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        let chosen = Assignment.texts(["port_uuid": portUUID, "portgroup_uuid": portgroupUUID])
        let information = Assignment.body(of: chosen + info.map { Assignment([$0.key], $0.value) })
        try await client.nodes.attachVIF(node, vif, information: information)
        return .nothing
    }
}

struct VIFDetach: NodeCall {
    static let name = "detach"
    static let abstract = "Detach a network."

    @Argument(help: "The network attachment's identifier.") var vif: String

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        try await client.nodes.detachVIF(node, vif)
        return .nothing
    }
}

struct BIOSList: NodeCall {
    static let name = "list"
    static let abstract = "List the settings."

    @Flag(help: "Show what each setting may be.") var long = false

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        let standard = [Column("Name", "name"), Column("Value", "value")]
        let added = ["attribute_type", "allowable_values", "lower_bound", "upper_bound", "read_only", "reset_required"]
        let columns = long ? standard + added.map(Column.init(field:)) : standard
        return .list(try await client.nodes.biosSettings(node, detail: long), columns, identifier: "name")
    }
}

struct BIOSShow: NodeCall {
    static let name = "show"
    static let abstract = "Show a setting."

    @Argument(help: "The setting's name.") var setting: String

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        .record(try await client.nodes.biosSetting(node, setting))
    }
}

struct FirmwareList: NodeCall {
    static let name = "firmware"
    static let abstract = "List the components whose firmware is known."

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        let fields = ["component", "initial_version", "current_version", "last_version_flashed"]
        return .list(
            try await client.nodes.firmware(node), fields.map(Column.init(field:)), identifier: "component")
    }
}

struct HistoryList: NodeCall {
    static let name = "list"
    static let abstract = "List what has happened."

    @Flag(help: "Show more of each.") var long = false
    @Option(help: "How many at most; all of them by default.") var limit: Int?

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        let standard = ["uuid", "created_at", "severity", "event"]
        let added = ["event_type", "state", "target_provision_state", "user", "project", "conductor"]
        let query = ["detail": long ? "true" : nil, "limit": limit.map(String.init)].compactMapValues { $0 }
        let entries = try await client.nodes.history(node, query: query)
        return .list(entries, (long ? standard + added : standard).map(Column.init(field:)), identifier: "uuid")
    }
}

struct HistoryShow: NodeCall {
    static let name = "show"
    static let abstract = "Show one thing that has happened."

    @Argument(help: "The UUID of the entry.") var entry: String

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        .record(try await client.nodes.historyEntry(node, entry))
    }
}

struct InventoryShow: NodeCall {
    static let name = "inventory"
    static let abstract = "Show what the last inspection found."

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        .record(try await client.nodes.inventory(node))
    }
}

struct ChildrenList: NodeCall {
    static let name = "children"
    static let abstract = "List the nodes that are parts of a machine."

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        .texts(try await client.nodes.children(node), "UUID")
    }
}
