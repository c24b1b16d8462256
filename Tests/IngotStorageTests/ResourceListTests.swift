import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

struct ResourceListTests {
    @Test(arguments: StorageEngine.allCases)
    func `pages of any resource follow each other, in both directions`(_ engine: StorageEngine) async throws {
        let templates = (1...7).map { number in
            var template = Samples.template("CUSTOM_\(number)")
            template.createdAt = Samples.now + .seconds(number / 2)
            template.updatedAt = number % 3 == 0 ? nil : Samples.now
            return template
        }
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                for each in templates { try transaction.deployTemplates.insert(each) }
            }
            for column in ["created_at", "updated_at", "name", "uuid"] {
                for ascending in [true, false] {
                    var seen: [DeployTemplate] = []
                    for _ in 0..<4 {
                        var listing = Listing(DeployTemplateFilter())
                        listing.sortColumn = column
                        listing.ascending = ascending
                        listing.marker = seen.last?.id.text
                        listing.limit = 2
                        let page = listing
                        seen += try await store.read { try $0.deployTemplates.list(page) }
                    }
                    #expect(seen.count == 7 && Set(seen.map(\.id)).count == 7, "\(column), \(ascending)")
                }
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `an order that does not exist is refused`(_ engine: StorageEngine) async throws {
        try await StorageFixture.withStore(engine) { store in
            await #expect(throws: StorageError.unsortable(entity: "chassis", column: "x\" --")) {
                try await store.read { transaction throws in
                    var listing = Listing(ChassisFilter())
                    listing.sortColumn = "x\" --"
                    return try transaction.chassis.list(listing)
                }
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `parts of nodes are listed by what their nodes are`(_ engine: StorageEngine) async throws {
        let first = Samples.node { node in
            node.shard = "s"
            node.conductorGroup = "hall"
            node.owner = "p"
        }
        let second = Samples.node { $0.lessee = "p" }
        let third = Samples.node()
        let nodes = [first, second, third]
        let groups = nodes.enumerated().map { Samples.portgroup($1, $0 + 1) }
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                for (number, node) in nodes.enumerated() {
                    try transaction.nodes.insert(node)
                    try transaction.portgroups.insert(groups[number])
                    try transaction.ports.insert(Samples.port(node, number) { $0.portgroup = groups[number].id.text })
                    try transaction.volumeConnectors.insert(Samples.connector(node, number))
                    try transaction.volumeTargets.insert(Samples.target(node))
                }
            }
            try await store.read { transaction throws in
                func groupsOf(_ change: (inout PortgroupFilter) -> Void) throws -> [NodeID] {
                    var filter = PortgroupFilter()
                    change(&filter)
                    return try transaction.portgroups.list(Listing(filter)).map(\.node)
                }
                #expect(try groupsOf { $0.node = second.id } == [second.id])
                #expect(try groupsOf { $0.address = groups[2].address } == [third.id])
                #expect(try groupsOf { $0.shards = ["s"] } == [first.id])
                #expect(try groupsOf { $0.conductorGroups = [""] } == [second.id, third.id])
                #expect(try groupsOf { $0.project = "p" } == [first.id, second.id])
                #expect(try groupsOf { _ in }.count == 3)

                var ports = PortQuery()
                ports.portgroup = groups[1].id.text
                #expect(try transaction.ports.list(Listing(ports)).map(\.node) == [second.id])
                #expect(try transaction.ports.exists(ports))
                ports = PortQuery()
                ports.project = "p"
                ports.conductorGroups = ["hall"]
                #expect(try transaction.ports.list(ports).map(\.node) == [first.id])

                var connectors = VolumeFilter<VolumeConnector>()
                connectors.project = "p"
                #expect(try transaction.volumeConnectors.list(Listing(connectors)).count == 2)
                let targets = VolumeFilter<VolumeTarget>(node: third.id)
                #expect(try transaction.volumeTargets.list(Listing(targets)).map(\.node) == [third.id])
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `runbooks are listed by who may use them`(_ engine: StorageEngine) async throws {
        let books = [
            Samples.runbook("a", owner: "p", isPublic: false), Samples.runbook("b", owner: nil, isPublic: true),
            Samples.runbook("c", owner: "q", isPublic: false),
        ]
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in for book in books { try transaction.runbooks.insert(book) } }
            try await store.read { transaction throws in
                func names(_ change: (inout RunbookFilter) -> Void) throws -> Set<String> {
                    var filter = RunbookFilter()
                    change(&filter)
                    return Set(try transaction.runbooks.list(Listing(filter)).map(\.name))
                }
                #expect(try names { $0.visibleTo = "p" } == ["a", "b"])
                #expect(try names { $0.owner = "q" } == ["c"])
                #expect(try names { $0.isPublic = true } == ["b"])
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `allocations and templates are listed by their fields`(_ engine: StorageEngine) async throws {
        let node = Samples.node()
        var second = Samples.allocation(2, node: node)
        second.state = .active
        second.owner = nil
        second.resourceClass = "silver"
        let allocations = [Samples.allocation(1), second]
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in
                try transaction.nodes.insert(node)
                for each in allocations { try transaction.allocations.insert(each) }
                for name in ["CUSTOM_A", "CUSTOM_B"] { try transaction.deployTemplates.insert(Samples.template(name)) }
            }
            try await store.read { transaction throws in
                func names(_ change: (inout AllocationFilter) -> Void) throws -> [String?] {
                    var filter = AllocationFilter()
                    change(&filter)
                    return try transaction.allocations.list(Listing(filter)).map(\.name)
                }
                #expect(try names { $0.node = node.id } == ["allocation-2"])
                #expect(try names { $0.state = .error } == ["allocation-1"])
                #expect(try names { $0.owner = "project" } == ["allocation-1"])
                #expect(try names { $0.resourceClass = "silver" } == ["allocation-2"])
                let templates = Listing(DeployTemplateFilter(names: ["CUSTOM_B", "CUSTOM_C"]))
                #expect(try transaction.deployTemplates.list(templates).map(\.name) == ["CUSTOM_B"])
            }
        }
    }

    @Test(arguments: StorageEngine.allCases)
    func `inspection rules come by priority, then age`(_ engine: StorageEngine) async throws {
        let rules = [
            Samples.inspectionRule(priority: 1, at: 0), Samples.inspectionRule(priority: 9, at: 2),
            Samples.inspectionRule(priority: 9, at: 1), Samples.inspectionRule(priority: 5, phase: "other"),
        ]
        try await StorageFixture.withStore(engine) { store in
            try await store.write { transaction in for rule in rules { try transaction.inspectionRules.insert(rule) } }
            let order = try await store.read { try $0.inspectionRules.inOrder() }
            #expect(order == [rules[2], rules[1], rules[0]])
            let others = try await store.read {
                try $0.inspectionRules.list(Listing(InspectionRuleFilter(phase: "other")))
            }
            #expect(others == [rules[3]])
        }
    }
}
