import IngotModel
import Testing

/// A resource as the reference has it, and the route of ours that shows it.
struct ResourceFacts: Sendable, CustomTestStringConvertible {
    let name: String
    /// The key of the route whose answer has the resource's schema.
    let shownBy: String
    /// The reference's stored object; a list can be sorted by what it stores.
    let object: String?

    init(_ name: String, shownBy: String, object: String? = nil) {
        self.name = name
        self.shownBy = shownBy
        self.object = object
    }

    static let all: [ResourceFacts] = [
        .init("node", shownBy: "GET /v1/nodes/{}", object: "Node"),
        .init("port", shownBy: "GET /v1/ports/{}", object: "Port"),
        .init("portgroup", shownBy: "GET /v1/portgroups/{}", object: "Portgroup"),
        .init("chassis", shownBy: "GET /v1/chassis/{}", object: "Chassis"),
        .init("allocation", shownBy: "GET /v1/allocations/{}", object: "Allocation"),
        .init("deploy_template", shownBy: "GET /v1/deploy_templates/{}", object: "DeployTemplate"),
        .init("runbook", shownBy: "GET /v1/runbooks/{}", object: "Runbook"),
        .init("volume_connector", shownBy: "GET /v1/volume/connectors/{}", object: "VolumeConnector"),
        .init("volume_target", shownBy: "GET /v1/volume/targets/{}", object: "VolumeTarget"),
        .init("inspection_rule", shownBy: "GET /v1/inspection_rules/{}", object: "InspectionRule"),
        .init("bios_setting", shownBy: "GET /v1/nodes/{}/bios"),
        .init("firmware_component", shownBy: "GET /v1/nodes/{}/firmware"),
        .init("history", shownBy: "GET /v1/nodes/{}/history"),
        .init("conductor", shownBy: "GET /v1/conductors/{}", object: "Conductor"),
        .init("driver", shownBy: "GET /v1/drivers/{}"),
    ]

    var testDescription: String { name }

    var facts: JSONValue { Contract.member(Contract.resources, "resources", name) }

    func fields() throws -> [String: JSONValue] { try #require(facts["fields"]?.object) }

    /// The fields that lists show where nobody chose, besides links, which are always there; nil where the contract
    /// does not say.
    func listed() throws -> Set<String>? {
        guard let words = facts["list_fields_default"] else { return nil }
        if words == "all fields" { return Set(try fields().keys) }
        return Set((words.array ?? []).compactMap(\.string))
    }

    var unsortable: Set<String> { Set((facts["unsortable"]?.array ?? []).compactMap(\.string)) }

    /// What the reference can sort a list by.
    func sortable() throws -> Set<String> {
        guard let object else { return [] }
        let stored = try #require(Contract.member(Contract.resources, "objects", object).object)
        return Set(try fields().keys).intersection(stored.keys).subtracting(unsortable)
    }
}
