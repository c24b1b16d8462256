import IngotContracts
import IngotModel
import Testing

@testable import IngotAPI

/// Holds the field tables against the contract: a field that is missing, or gated differently, fails here.
struct FieldTableTests {
    @Test func `every field of a node is as in the contract`() throws {
        try compare(NodeFields.table, with: "node")
    }

    @Test func `every field of a port is as in the contract`() throws {
        try compare(PortFields.table, with: "port")
    }

    @Test func `every field of a conductor is as in the contract`() throws {
        try compare(ConductorFields.table, with: "conductor")
    }

    @Test func `every field of a driver is as in the contract`() throws {
        let fields = try #require(Contract.member(Contract.resources, "resources", "driver", "fields").object)
        #expect(Set(DriverFields.table.fields.map(\.name)) == Set(fields.keys))
        for field in DriverFields.table.fields {
            #expect(field.since == fields[field.name]?["min_minor"]?.integer, "\(field.name)")
        }
    }

    @Test func `the states of a node are as in the contract`() throws {
        let fields = try #require(Contract.member(Contract.resources, "resources", "node_states", "fields").object)
        #expect(Set(NodeFields.stateNames) == Set(fields.keys))
        for (name, facts) in fields { #expect(NodeFields.table[name]?.since == facts["min_minor"]?.integer) }
    }

    @Test func `the gates that the microversions tell agree`() throws {
        for (name, minor) in try #require(Contract.microversions["node_field_min"]?.object) where name != "events" {
            #expect(NodeFields.table[name]?.since == minor.integer, "\(name)")
        }
        for (word, minor) in try #require(Contract.microversions["verb_min"]?.object) {
            #expect(Verb(rawValue: word)?.minimumMinor == minor.integer, "\(word)")
        }
    }

    @Test func `list parameters are gated as in the contract`() throws {
        let routes = try #require(Contract.routes["routes"]?.array)
        let tables = ["/v1/nodes": NodesCollection.listParameters, "/v1/ports": PortsCollection.listParameters]
        for (path, parameters) in tables {
            let route = try #require(routes.first { $0["path"] == .string(path) && $0["method"] == "GET" })
            let query = try #require(route["query"]?.object)
            #expect(Set(parameters.map(\.name)) == Set(query.keys))
            for parameter in parameters {
                #expect(parameter.since == query[parameter.name]?["min_minor"]?.integer ?? 1, "\(parameter.name)")
            }
        }
    }

    private func compare<Resource>(_ table: FieldTable<Resource>, with name: String) throws {
        let contract = Contract.member(Contract.resources, "resources", name)
        let fields = try #require(contract["fields"]?.object)
        let unsortable = contract["unsortable"]?.array ?? []
        let listed = try #require(contract["list_fields_default"]?.array)
        #expect(Set(table.fields.map(\.name)) == Set(fields.keys))
        for field in table.fields {
            let facts = try #require(fields[field.name])
            #expect(field.since == facts["min_minor"]?.integer, "\(field.name)")
            #expect(field.access.contains(.create) == facts["create"]?.bool, "\(field.name)")
            #expect(field.access.contains(.patch) == facts["patch"]?.bool, "\(field.name)")
            #expect(field.isListed == listed.contains(.string(field.name)), "\(field.name)")
            if unsortable.contains(.string(field.name)) { #expect(!field.isSortable, "\(field.name)") }
        }
    }
}
