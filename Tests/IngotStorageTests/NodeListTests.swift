import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

struct NodeListTests {
    /// Twelve nodes in which each sortable field has ties, and each that may be empty is empty in some.
    static let nodes: [Node] = (0..<12).map { number in
        if number % 4 == 0 { return Samples.node { $0.createdAt = Samples.now + .seconds(number / 2) } }
        var node = Samples.fullNode()
        node.createdAt = Samples.now + .seconds(number / 2)
        node.driver = ["redfish", "ipmi", "Ä"][number % 3]
        node.name = "node-\(number)"
        node.instanceID = NodeID.random().text
        node.owner = ["a", "B", "ä", nil][number % 4]
        node.isRetired = number % 2 == 0
        node.provisionState = number < 6 ? .available : .cleanFailed
        node.provisionUpdatedAt = number < 8 ? nil : Samples.now
        return node
    }

    @Test(arguments: StorageEngine.allCases)
    func `pages in the order of any field, ties and empty ones included, show each node once`(
        _ engine: StorageEngine
    ) async throws {
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.chassis.insert(Samples.chassis)
                for node in Self.nodes { try transaction.nodes.insert(node) }
            }
            for key in NodeSortKey.allCases {
                for ascending in [true, false] {
                    let expected = Self.sorted(by: key, ascending: ascending).map(\.id)
                    let listed = try await Self.pages(of: 5, by: key, ascending: ascending, in: store)
                    #expect(listed.map(\.id) == expected, "by \(key.rawValue), ascending: \(ascending)")
                }
            }
        }
    }

    @Test
    func `every sort key but who holds a node is a column`() {
        let columns = Set(Table.nodes.columnNames)
        #expect(NodeSortKey.allCases.filter { !columns.contains($0.rawValue) } == [.reservation])
        let portColumns = Set(Table.ports.columnNames)
        #expect(PortSortKey.allCases.filter { !portColumns.contains($0.rawValue) } == [])
    }

    @Test(arguments: StorageEngine.allCases)
    func `nodes are listed by who holds them now`(_ engine: StorageEngine) async throws {
        let nodes = (0..<6).map { index in Samples.node { $0.createdAt = $0.createdAt + .seconds(Double(index)) } }
        let now = nodes[5].createdAt
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                for node in nodes { try transaction.nodes.insert(node) }
                for (index, holder, seconds) in [(0, "b", 60.0), (2, "a", 60), (3, "b", 60), (4, "c", 1)] {
                    _ = try transaction.leases.acquire(
                        nodes[index].id, holder: holder, incarnation: "x", purpose: "test", now: now,
                        duration: .seconds(seconds))
                }
            }
            let order = [1, 4, 5, 2, 0, 3].map { nodes[$0].id }
            for (ascending, expected) in [(true, order), (false, order.reversed())] {
                let listed = try await Self.pages(
                    of: 2, by: .reservation, ascending: ascending, at: now + .seconds(2), in: store)
                #expect(listed.map(\.id) == expected)
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `a marker that is not there is refused`(_ engine: StorageEngine) async throws {
        let marker = NodeID.random()
        try await StorageFixture.withStore(engine) { store in
            await #expect(throws: StorageError.missing(entity: "node", id: marker.text)) {
                try await store.read { transaction throws in
                    var query = NodeQuery()
                    query.marker = marker
                    return try transaction.nodes.list(query)
                }
            }
        }
    }

    struct Filter: Sendable, CustomTestStringConvertible {
        let name: String
        let apply: @Sendable (inout NodeQuery) -> Void
        let matches: @Sendable (Node) -> Bool

        init(
            _ name: String, _ apply: @escaping @Sendable (inout NodeQuery) -> Void,
            matches: @escaping @Sendable (Node) -> Bool
        ) {
            self.name = name
            self.apply = apply
            self.matches = matches
        }

        var testDescription: String { name }
    }

    static let filters: [Filter] = [
        Filter("nothing", { _ in }) { _ in true },
        Filter("provision state", { $0.provisionState = .available }) { $0.provisionState == .available },
        Filter("driver", { $0.driver = "ipmi" }) { $0.driver == "ipmi" },
        Filter("maintenance", { $0.maintenance = true }) { $0.inMaintenance },
        Filter("no maintenance", { $0.maintenance = false }) { !$0.inMaintenance },
        Filter("associated", { $0.associated = true }) { $0.instanceID != nil },
        Filter("not associated", { $0.associated = false }) { $0.instanceID == nil },
        Filter("instance", { $0.instanceID = nodes[1].instanceID }) { $0.instanceID == nodes[1].instanceID },
        Filter("instance name", { $0.instanceName = "web" }) { $0.instanceName == "web" },
        Filter("resource class", { $0.resourceClass = "gold" }) { $0.resourceClass == "gold" },
        Filter("conductor group", { $0.conductorGroup = "" }) { $0.conductorGroup.isEmpty },
        Filter("conductor", { $0.conductor = "host-1" }) { $0.conductor == "host-1" },
        Filter("owner", { $0.owner = "B" }) { $0.owner == "B" },
        Filter("lessee", { $0.lessee = "lessee" }) { $0.lessee == "lessee" },
        Filter("project", { $0.project = "ä" }) { $0.owner == "ä" || $0.lessee == "ä" },
        Filter("fault", { $0.fault = "power failure" }) { $0.fault == "power failure" },
        Filter("shards", { $0.shards = ["shard-1", "x"] }) { $0.shard == "shard-1" },
        Filter("no shard named", { $0.shards = [] }) { _ in false },
        Filter("sharded", { $0.isSharded = true }) { $0.shard != nil },
        Filter("not sharded", { $0.isSharded = false }) { $0.shard == nil },
        Filter("retired", { $0.isRetired = true }) { $0.isRetired },
        Filter("chassis", { $0.chassisID = nodes[1].chassisID }) { $0.chassisID == nodes[1].chassisID },
        Filter("a part of the description", { $0.descriptionContains = "THE %_" }) { $0.description != nil },
        Filter("a part that is no wildcard", { $0.descriptionContains = "t%o" }) { _ in false },
        Filter("an endless part", { $0.descriptionContains = String(repeating: "%", count: 60_000) }) { _ in false },
        Filter("parent", { $0.parentNode = nodes[1].parentNode }) { $0.parentNode == nodes[1].parentNode },
        Filter("no children", { $0.includeChildren = false }) { $0.parentNode == nil },
        Filter(
            "two at once",
            { query in
                query.driver = "redfish"
                query.isRetired = false
            }
        ) { $0.driver == "redfish" && !$0.isRetired },
        Filter("hostile text", { $0.driver = "'; DROP TABLE node; --" }) { _ in false },
    ]

    @Test(arguments: StorageEngine.allCases)
    func `a filter of more words than a statement takes is refused, and nothing breaks`(
        _ engine: StorageEngine
    ) async throws {
        try await StorageFixture.withStore(engine) { store in
            var query = NodeQuery()
            query.shards = (1...40_000).map { "\($0)" }
            let endless = query
            let error = await #expect(throws: StorageError.self) {
                _ = try await store.read { transaction throws in try transaction.nodes.list(endless) }
            }
            guard case .unstorable? = error else {
                Issue.record("not unstorable: \(String(describing: error))")
                return
            }
            let nodes = try await store.read { try $0.nodes.list(NodeQuery()) }
            #expect(nodes == [])
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `each filter lists what it names and nothing else`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.chassis.insert(Samples.chassis)
                for node in Self.nodes { try transaction.nodes.insert(node) }
            }
            for filter in Self.filters {
                let listed = try await store.read { transaction throws in
                    var query = NodeQuery()
                    filter.apply(&query)
                    return try transaction.nodes.list(query)
                }
                let expected = Set(Self.nodes.filter(filter.matches).map(\.id))
                #expect(Set(listed.map(\.id)) == expected, "\(filter.name)")
                #expect(listed.count == expected.count, "\(filter.name)")
            }
        }
    }

    private static func pages(
        of limit: Int, by key: NodeSortKey, ascending: Bool, at now: Timestamp = Samples.now, in store: Store
    ) async throws -> [Node] {
        var listed: [Node] = []
        while true {
            let marker = listed.last?.id
            let page = try await store.read { transaction throws in
                var query = NodeQuery()
                query.sortKey = key
                query.now = now
                query.ascending = ascending
                query.marker = marker
                query.limit = limit
                return try transaction.nodes.list(query)
            }
            listed += page
            if page.count < limit { return listed }
        }
    }

    private static func sorted(by key: NodeSortKey, ascending: Bool) -> [Node] {
        let column = Table.nodes.columns.first { $0.name == key.rawValue }
        let ordered = nodes.sorted { left, right in
            if key == .id { return left.id < right.id }
            let (first, second) = (column?.value(left) ?? .null, column?.value(right) ?? .null)
            guard first == second else { return precedes(first, second) }
            return (left.createdAt, left.id) < (right.createdAt, right.id)
        }
        return ascending ? ordered : ordered.reversed()
    }

    /// Nothing before something, numbers by value, texts by their bytes.
    private static func precedes(_ left: SQLValue, _ right: SQLValue) -> Bool {
        switch (left, right) {
        case (.null, _): true
        case (.integer(let left), .integer(let right)): left < right
        case (.text(let left), .text(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
        default: false
        }
    }
}
