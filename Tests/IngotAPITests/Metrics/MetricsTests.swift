import IngotAPI
import IngotMetrics
import IngotModel
import IngotStorage
import Logging
import Prometheus
import Testing

struct MetricsTests {
    private static func source(
        _ registry: Registry = Registry(MetricFamily.all), budgets: [ProvisionState: Duration] = [:]
    ) -> MetricsSource {
        var logger = Logger(label: "metrics.test")
        logger.logLevel = .critical
        return MetricsSource(
            registry: registry, budgets: budgets, interval: .seconds(15), start: Timestamp(seconds: 5), logger: logger)
    }

    @Test func `a scrape counts nodes, requests and runs, and times routes by their template`() async throws {
        try await APIFixture.run(metrics: Self.source(budgets: [.deployWait: .seconds(10)])) { api in
            try await api.node("oak") { node in
                node.provisionState = .deployWait
                node.provisionUpdatedAt = api.clock.now
            }
            let elm = try await api.node("elm") { node in
                node.inMaintenance = true
                node.fault = "power failure"
            }
            let request = NodeRequest(node: elm.id, kind: .provision(.manage), requestedAt: api.clock.now)
            let parked = NodeRequest(
                node: elm.id, kind: .provision(.active), requestedAt: api.clock.now + .seconds(8))
            let plan = Plan(verb: "manage", from: .enroll, target: .manageable, steps: [])
            let run = Run(
                node: elm.id, kind: .provision(.manage), arguments: [:], plan: plan, requestedAt: api.clock.now,
                startedAt: api.clock.now)
            try await api.store.write { transaction in
                for request in [request, parked] { try transaction.requests.insert(request) }
                #expect(try transaction.requests.park(parked.id, reply: [:]))
                try transaction.runs.insert(run)
            }
            api.clock.advance(by: .seconds(28))
            #expect(try await api.get("/v1/nodes/oak").status == 200)
            #expect(try await api.get("/nodes/none").status == 404)
            let answer = try await api.get("/metrics", version: nil)
            #expect(answer.status == 200)
            #expect(answer.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
            for line in [
                #"ingot_nodes{state="enroll"} 1"#, #"ingot_nodes{state="wait call-back"} 1"#,
                #"ingot_node_state_age_seconds{state="wait call-back"} 30"#,
                #"ingot_node_over_budget_seconds{state="wait call-back"} 20"#, "ingot_nodes_in_maintenance 1",
                #"ingot_nodes_with_fault{fault="power failure"} 1"#, #"ingot_requests_waiting{state="queued"} 1"#,
                #"ingot_requests_waiting{state="claimed"} 0"#, #"ingot_requests_waiting{state="waiting"} 1"#,
                #"ingot_requests_oldest_seconds{state="queued"} 28"#,
                #"ingot_requests_oldest_seconds{state="claimed"} 0"#,
                #"ingot_requests_oldest_seconds{state="waiting"} 20"#,
                #"ingot_runs_active{verb="manage",state="running"} 1"#, "process_start_time_seconds 5",
                #"ingot_api_request_seconds_count{method="GET",route="/nodes/{node}",status="2xx"} 1"#,
                #"ingot_api_request_seconds_count{method="GET",route="/nodes/{node}",status="4xx"} 1"#,
            ] {
                #expect(answer.text.split(separator: "\n").contains(Substring(line)), "\(line)\n\(answer.text)")
            }
        }
    }

    @Test func `however often it is read, the database is asked once in a while`() async throws {
        try await APIFixture.run(metrics: Self.source()) { api in
            #expect(try await api.get("/metrics").text.contains("ingot_nodes_in_maintenance 0"))
            try await api.node("oak") { $0.inMaintenance = true }
            #expect(try await api.get("/metrics").text.contains("ingot_nodes_in_maintenance 0"))
            api.clock.advance(by: .seconds(15))
            #expect(try await api.get("/metrics").text.contains("ingot_nodes_in_maintenance 1"))
        }
    }

    @Test(arguments: [(MetricsAccess.everybody, 200, 200), (.callers, 401, 200), (.nobody, 404, 404)])
    func `the settings say who may read it`(_ access: MetricsAccess, _ stranger: Int, _ caller: Int) async throws {
        try await APIFixture.run(
            access: StrictCallers.access, metrics: Self.source(), configure: { $0.metricsAccess = access }
        ) { api in
            let answers = [
                try await api.get("/metrics"),
                try await api.send(.get, "/metrics", headers: ["X-Auth-Token": "ann"]),
            ]
            #expect(answers.map(\.status) == [stranger, caller])
        }
    }

    @Test func `a caller whom nobody knows is measured like any other`() async throws {
        try await APIFixture.run(access: StrictCallers.access, metrics: Self.source()) { api in
            #expect(try await api.get("/v1/nodes").status == 401)
            let text = try await api.get("/metrics").text
            #expect(text.contains(#"ingot_api_request_seconds_count{method="GET",route="/nodes",status="4xx"} 1"#))
        }
    }

    @Test func `what no route takes is counted under one label, however many paths are tried`() async throws {
        try await APIFixture.run(metrics: Self.source()) { api in
            for path in ["/v1/nothing", "/wp-login.php", "/v1/nodes/a/b/c/d"] {
                #expect(try await api.get(path).status == 404)
            }
            #expect(try await api.send(.delete, "/v1/nodes").status == 405)
            let lines = try await api.get("/metrics").text.split(separator: "\n").filter {
                $0.hasPrefix("ingot_api_request_seconds_count") && $0.contains("unmatched")
            }
            #expect(
                Set(lines) == [
                    #"ingot_api_request_seconds_count{method="GET",route="unmatched",status="4xx"} 3"#,
                    #"ingot_api_request_seconds_count{method="DELETE",route="unmatched",status="4xx"} 1"#,
                ])
        }
    }

    @Test func `whoever takes plain text, or what Prometheus asks for, is served`() async throws {
        try await APIFixture.run(metrics: Self.source()) { api in
            for accepted in ["text/plain", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5,*/*;q=0.1"] {
                let answer = try await api.send(.get, "/metrics", headers: ["Accept": accepted])
                #expect(answer.status == 200)
            }
        }
    }

    @Test func `no name is declared twice, and counters and times are named as the field does`() {
        let names = MetricFamily.all.map(\.name)
        #expect(Set(names).count == names.count)
        for family in MetricFamily.all {
            #expect((family.kind == .counter) == family.name.hasSuffix("_total"), "\(family.name)")
            #expect(!family.labels.contains("node"), "\(family.name) would have a series for each node")
            if case .histogram(let bounds) = family.kind { #expect(bounds == bounds.sorted()) }
        }
    }
}
