import CoreMetrics
import Testing

@testable import Prometheus

struct RegistryTests {
    private static let requests = MetricFamily(
        "requests_total", .counter, labels: ["route", "status"], "Requests.\nWith a \\ in it.")
    private static let depth = MetricFamily("queue_depth", .gauge, "What waits.")
    private static let time = MetricFamily(
        "request_seconds", .histogram([0.005, 0.1, 1]), labels: ["route"], "How long requests take.")

    private let registry = Registry([requests, depth, time], limit: 3)

    @Test func `the text is what Prometheus reads`() {
        Counter(
            label: "requests_total", dimensions: [("status", "2xx"), ("route", "/v1/\"n\"\\\n")], factory: registry
        )
        .increment(by: 3)
        Counter(label: "requests_total", dimensions: [("route", "/"), ("status", "5xx")], factory: registry).increment()
        Meter(label: "queue_depth", factory: registry).set(2.5)
        let timer = Timer(label: "request_seconds", dimensions: [("route", "/")], factory: registry)
        for milliseconds in [1, 5, 6, 200, 3_000] as [Int64] { timer.recordMilliseconds(milliseconds) }
        #expect(
            registry.text == #"""
                # HELP requests_total Requests.\nWith a \\ in it.
                # TYPE requests_total counter
                requests_total{route="/",status="5xx"} 1
                requests_total{route="/v1/\"n\"\\\n",status="2xx"} 3
                # HELP queue_depth What waits.
                # TYPE queue_depth gauge
                queue_depth 2.5
                # HELP request_seconds How long requests take.
                # TYPE request_seconds histogram
                request_seconds_bucket{route="/",le="0.005"} 2
                request_seconds_bucket{route="/",le="0.1"} 3
                request_seconds_bucket{route="/",le="1"} 4
                request_seconds_bucket{route="/",le="+Inf"} 5
                request_seconds_sum{route="/"} 3.212
                request_seconds_count{route="/"} 5

                """#)
    }

    @Test(arguments: [
        (0.0, "0"), (3.0, "3"), (0.005, "0.005"), (1e-7, "1e-07"), (.infinity, "+Inf"), (-.infinity, "-Inf"),
        (.nan, "NaN"), (1e300, "1e+300"),
    ])
    func `numbers are written as Go reads them`(_ value: Double, _ text: String) {
        #expect(Registry.number(value) == text)
    }

    @Test func `a family has no more series than it may, and one for the rest`() {
        for route in 0..<10 {
            Counter(label: "requests_total", dimensions: [("route", "\(route)"), ("status", "2xx")], factory: registry)
                .increment()
        }
        let series = registry.series(of: Self.requests)
        #expect(series.map(\.labels) == [["0", "2xx"], ["1", "2xx"], ["2", "2xx"], ["other", "other"]])
        guard case .counter(let rest) = series.last?.series else {
            Issue.record("no series for the rest")
            return
        }
        #expect(rest.value == 7)
    }

    @Test func `two who measure the same add to one series`() {
        for _ in 0..<2 { Counter(label: "requests_total", factory: registry).increment() }
        #expect(registry.text.contains("requests_total{route=\"\",status=\"\"} 2"))
    }

    @Test func `what nobody declared, or declared as something else, is not kept`() {
        Counter(label: "surprise_total", factory: registry).increment()
        Counter(label: "queue_depth", factory: registry).increment()
        Timer(label: "requests_total", factory: registry).recordSeconds(1)
        #expect(registry.text.isEmpty)
    }

    @Test func `readings replace those before`() {
        registry.replace(Self.time, by: [])
        registry.replace(Self.depth, by: [([], 1)])
        registry.replace(Self.depth, by: [([], 7)])
        #expect(registry.text.contains("queue_depth 7\n"))
        registry.replace(Self.depth, by: [])
        #expect(registry.text.isEmpty)
    }

    @Test func `additions from many tasks are all counted`() async {
        let timer = Timer(label: "request_seconds", factory: registry)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { for _ in 0..<1_000 { timer.recordMilliseconds(1) } }
            }
        }
        #expect(registry.text.contains("request_seconds_count{route=\"\"} 8000\n"))
        #expect(registry.text.contains("request_seconds_sum{route=\"\"} 8\n"))
    }
}
