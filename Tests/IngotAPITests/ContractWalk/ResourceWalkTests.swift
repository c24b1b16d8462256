import IngotModel
import Testing

@testable import IngotAPI

/// Holds every resource against the contract: a field that is missing, or gated or writable differently, fails.
struct ResourceWalkTests {
    private let index: EndpointIndex

    init() throws { index = try EndpointIndex() }

    @Test(arguments: ResourceFacts.all)
    func `a resource is as in the contract`(facts: ResourceFacts) throws {
        guard let schema = index.schema(shownBy: facts.shownBy) else {
            Issue.record("missing: a schema of \(facts.shownBy)")
            return
        }
        let found = try ResourceComparison(facts: facts, schema: schema).differences()
            .filter { !ResourceExceptions.allows($0, of: facts.name) }
        #expect(found.isEmpty, "\(found.map { "\n\(facts.name): \($0)" }.joined())")
    }

    @Test(arguments: ResourceFacts.all)
    func `lists and writes speak of the same resource`(facts: ResourceFacts) {
        let fields = index.schema(shownBy: facts.shownBy)?.fields.map(\.name)
        for (path, endpoint) in index.all where "/\(path)".contains(facts.shownBy.dropFirst(5)) {
            switch endpoint.body {
            case .create(let schema, _, _), .patch(let schema):
                guard schema.name == index.schema(shownBy: facts.shownBy)?.name else { continue }
                #expect(schema.fields.map(\.name) == fields, "\(endpoint.method) \(path)")
            case .none, .ignored, .arguments, .free: continue
            }
        }
    }

    @Test(arguments: ResourceFacts.all.filter { $0.facts["required_on_create"] != nil })
    func `a new resource needs what it needs in the contract`(facts: ResourceFacts) throws {
        let key = "POST \(facts.shownBy.dropFirst(4).dropLast(3))"
        guard case .create(_, let required, _)? = index[key]?.body else { return }
        let wanted = (facts.facts["required_on_create"]?.array ?? []).compactMap(\.string)
        // "one of node_uuid|node_ident" is an alternative, which the call itself looks after.
        #expect(Set(required) == Set(wanted.filter { !$0.contains(" ") }), "\(facts.name)")
    }

    @Test func `the states of a node are as in the contract`() throws {
        let fields = try #require(Contract.member(Contract.resources, "resources", "node_states", "fields").object)
        #expect(Set(NodeFields.stateNames) == Set(fields.keys))
        for (name, facts) in fields { #expect(NodeFields.table[name]?.since == facts["min_minor"]?.integer) }
    }
}
