import IngotModel
import IngotTestKit
import Testing

@testable import IngotStorage

/// A page must take the same time however many rows there are, so it may read only what it shows.
struct QueryPlanTests {
    struct Query: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let run: @Sendable (Transaction) throws -> Void

        init(_ name: String, _ run: @escaping @Sendable (Transaction) throws -> Void) {
            testDescription = name
            self.run = run
        }

        static func nodes(
            _ name: String, _ change: @escaping @Sendable (inout NodeQuery) -> Void
        ) -> Query {
            Query(name) { transaction in
                var query = NodeQuery()
                change(&query)
                _ = try transaction.nodes.list(query)
                _ = try transaction.nodes.stamps(query, at: Samples.now)
            }
        }
    }

    static let marked = Samples.node { node in
        node.name = "marked"
        node.owner = "p"
    }
    static let unmarked = Samples.node()

    static let indexed: [NodeSortKey] = [
        .id, .createdAt, .name, .provisionState, .driver, .resourceClass, .conductorGroup, .owner, .lessee, .shard,
        .parentNode, .chassisID, .conductor, .instanceID,
    ]

    static let sorted: [Query] = indexed.flatMap { key in
        [true, false].flatMap { ascending in
            [nil, marked.id, unmarked.id].map { marker in
                .nodes("nodes by \(key.rawValue), \(ascending ? "up" : "down"), after \(marker?.text ?? "nothing")") {
                    $0.sortKey = key
                    $0.ascending = ascending
                    $0.marker = marker
                }
            }
        }
    }

    static let filtered: [Query] = [
        .nodes("nodes in a state") { $0.provisionState = .active },
        .nodes("nodes in a state, next page") { query in
            query.provisionState = .active
            query.marker = marked.id
        },
        .nodes("nodes of a driver") { $0.driver = "x" },
        .nodes("nodes of a class") { $0.resourceClass = "x" },
        .nodes("nodes of a group") { $0.conductorGroup = "x" },
        .nodes("nodes of an owner") { $0.owner = "x" },
        .nodes("nodes of a lessee") { $0.lessee = "x" },
        .nodes("nodes in a chassis") { $0.chassisID = "x" },
        .nodes("children") { $0.parentNode = "x" },
        .nodes("nodes of a conductor") { $0.conductor = "x" },
        .nodes("the node of an instance") { $0.instanceID = "x" },
        .nodes("nodes for an allocation") { query in
            query.resourceClass = "x"
            query.provisionState = .available
            query.associated = false
            query.traits = ["CUSTOM_A", "CUSTOM_B"]
        },
        .nodes("no children") { $0.includeChildren = false },
        Query("nodes whose power is compared") { transaction in
            var filter = IdleNodeFilter(hardwareTypes: ["x", "y"], group: "")
            filter.states = [.available, .active]
            filter.statesAreUsual = true
            filter.maintenance = false
            filter.awaitsPower = false
            filter.powerInterfaces = ["x", "y"]
            _ = try transaction.nodes.idle(filter, at: Samples.now, after: marked.id, limit: 10)
        },
        Query("how many nodes a conductor has") { _ = try $0.nodes.count(of: "x") },
        Query("nodes with a fault") { transaction in
            var filter = IdleNodeFilter(hardwareTypes: ["x"], group: "")
            filter.fault = "power failure"
            _ = try transaction.nodes.idle(filter, at: Samples.now, after: marked.id, limit: 10)
        },
        Query("past runs of a model") { transaction in
            let machine = MachineKind(driver: "x", resourceClass: "y", model: "z")
            _ = try transaction.statistics.past(
                [.provision(.active), .power(.on)], on: machine, deploying: "i", of: nil, limit: 10)
        },
        Query("jobs of a conductor") { _ = try $0.jobs.list("x") },
        Query("requests for conductors that share them") { transaction in
            _ = try transaction.requests.offers(hardwareTypes: ["x", "y"], group: "", limit: 10)
            _ = try transaction.requests.hasStranded(at: Samples.now)
        },
        Query("requests that wait for room") { transaction in
            _ = try transaction.requests.waiting(for: .deploy, limit: 10)
            _ = try transaction.requests.countWaiting(for: .deploy, before: Samples.request(marked))
            _ = try transaction.requests.countQueued()
            _ = try transaction.requests.waiting(since: Samples.now, limit: 10)
        },
        Query("work under way") { _ = try $0.runs.countActive(.deploy) },
        Query("when runs are to be looked at") { _ = try $0.runs.nextMoment(after: Samples.now) },
        Query("runs that nothing wakes") { transaction in
            _ = try transaction.runs.wakeForgotten(
                at: Samples.now, hardwareTypes: ["x", "y"], group: "", held: [.available])
        },
        Query("old records") { transaction in
            _ = try transaction.requests.prune(before: Samples.now, limit: 10)
            _ = try transaction.runs.prune(before: Samples.now, limit: 10)
            _ = try transaction.events.prune(before: Samples.now, limit: 10)
            _ = try transaction.history.nodes(before: Samples.now, after: marked.id, limit: 10)
        },
        Query("whose nodes are") { _ = try $0.nodes.placements(after: marked.id, limit: 10) },
        Query("the next end of a lease") { _ = try $0.leases.nextExpiry(after: Samples.now, notOf: "x") },
        Query("shares of conductors") { _ = try $0.conductors.shares() },
        Query("ports") { _ = try $0.ports.list(PortQuery()) },
        Query("ports of a node") { _ = try $0.ports.list(PortQuery(node: marked.id)) },
        Query("portgroups of a node") { _ = try $0.portgroups.list(Listing(PortgroupFilter(node: marked.id))) },
        Query("connectors of a node") { _ = try $0.volumeConnectors.list(Listing(VolumeFilter(node: marked.id))) },
        Query("history of a node") { _ = try $0.history.list(Listing(HistoryFilter(node: marked.id))) },
        Query("allocations") { _ = try $0.allocations.list(Listing(AllocationFilter())) },
        Query("the allocation of a node") { _ = try $0.allocations.exists(AllocationFilter(node: marked.id)) },
        Query("rules") { _ = try $0.inspectionRules.list(Listing(InspectionRuleFilter())) },
        Query("events") { _ = try $0.events.after(5, limit: 10) },
        Query("events of a node") { _ = try $0.events.after(5, limit: 10, node: marked.id) },
        Query("nodes by identifier") { _ = try $0.nodes.find([marked.id, unmarked.id]) },
    ]

    @Test func `past runs of a model and an image are those of one range of an index`() async throws {
        let plans = try await Self.plans { transaction in
            _ = try transaction.statistics.past(
                [.provision(.active)], on: MachineKind(driver: "x", model: "z"), deploying: "i", of: nil, limit: 10)
        }
        let range = "USING INDEX run_of_model_and_image (kind=? AND hardware_model=? AND image=?)"
        #expect(plans.first?.contains { $0.contains(range) } == true, "\(plans)")
    }

    @Test func `past runs of a project are the newest of one range of an index, whatever others did`() async throws {
        let plans = try await Self.plans { transaction in
            _ = try transaction.statistics.past(
                [.provision(.active)], on: MachineKind(driver: "x", model: "z"), deploying: nil, of: "p", limit: 10)
        }
        // For owner and lessee, as far as no run is found on the same model, then on the same driver.
        #expect(plans.count == 4)
        for (plan, role) in zip(plans, ["owner", "lessee", "owner", "lessee"]) {
            #expect(plan.contains("SEARCH run USING INDEX run_of_\(role) (\(role)=? AND kind=?)"), "\(plan)")
            #expect(!plan.contains("SCAN run"), "\(plan)")
        }
    }

    @Test func `runs that are due are sorted, but of all runs only those under way are read`() async throws {
        let plans = try await Self.plans {
            _ = try $0.runs.offers(
                Samples.now, hardwareTypes: ["x", "y"], group: "", pausingIn: [.deployWait, .cleanWait], limit: 10)
        }
        #expect(plans.first?.first == "SEARCH run USING INDEX run_active (state=?)", "\(plans)")
        #expect(plans.first?.contains { $0.hasPrefix("SEARCH node") && $0.contains("(uuid=?)") } == true, "\(plans)")
    }

    @Test func `allocations without a node are found without those that have one`() async throws {
        let plans = try await Self.plans { _ = try $0.allocations.open(limit: 10) }
        #expect(plans == [["SCAN allocation USING INDEX allocation_open"]])
    }

    @Test(arguments: sorted + filtered)
    func `a page is a range of an index, and nothing is sorted`(_ query: Query) async throws {
        let plans = try await Self.plans(query.run)
        #expect(!plans.isEmpty)
        for plan in plans {
            #expect(!plan.contains { $0.contains("USE TEMP B-TREE") }, "\(plan)")
            #expect(!plan.contains { $0.hasPrefix("SCAN") && !$0.contains("USING") }, "\(plan)")
            #expect(!plan.contains { $0.contains("MULTI-INDEX OR") }, "\(plan)")
        }
    }

    /// How SQLite runs the queries of `body`, each in lines.
    private static func plans(_ body: @escaping @Sendable (Transaction) throws -> Void) async throws -> [[String]] {
        let engine = try SQLiteEngine(inMemoryWithin: SQLiteLimits())
        try await Store(engine: engine).migrate()
        let plans = try await engine.write { connection in
            let recorder = PlanRecorder(connection)
            let transaction = Transaction(connection: recorder, intentions: Transaction.Intentions())
            for node in [Self.marked, Self.unmarked] { try transaction.nodes.insert(node) }
            recorder.plans = []
            try body(transaction)
            return recorder.plans
        }
        await engine.close()
        return plans
    }
}

/// Asks SQLite how it would run each statement, besides running it.
final class PlanRecorder: Connection {
    private let connection: any Connection
    var plans: [[String]] = []

    init(_ connection: any Connection) { self.connection = connection }

    var dialect: Dialect { connection.dialect }

    func rows(_ sql: SQL) throws -> [Row] {
        try explain(sql)
        return try connection.rows(sql)
    }

    func execute(_ sql: SQL) throws -> Int {
        try explain(sql)
        return try connection.execute(sql)
    }

    private func explain(_ sql: SQL) throws {
        let plan = try connection.rows("EXPLAIN QUERY PLAN \(sql)").map { row -> String in
            try row.value("detail", in: "plan")
        }
        plans.append(plan)
    }
}
