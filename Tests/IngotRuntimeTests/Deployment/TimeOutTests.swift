import IngotModel
import Testing

@testable import IngotRuntime

/// What operators are told when a machine does not come back in time.
struct TimeOutTests {
    private static let step: JSONValue = ["interface": "vendor", "step": "trigger_servicewait", "args": [:]]

    @Test func `error, timeline and history of a machine that never calls tell stage, power and agent`() async throws {
        try await withTemporaryDirectory { directory in
            var settings = Settings()
            settings.data = directory
            settings.listen = SocketAddress(host: "127.0.0.1", port: 0)
            settings.hardwareTypes = ["fake-hardware"]
            settings[waitIn: .serviceWait] = .seconds(1)
            settings.conductor.lastLookTimeout = .seconds(60)
            try await untilReady(settings) { readiness in
                let caller = Caller(address: try #require(readiness.address))
                try await caller.call(
                    .POST, "/v1/nodes", ["name": "m1", "driver": "fake-hardware"], expecting: 201)
                for (verb, state) in [("manage", "manageable"), ("provide", "available"), ("active", "active")] {
                    try await caller.ask(["target": .string(verb)], until: state)
                }
                let node = try await caller.ask(
                    ["target": "service", "service_steps": [Self.step]], until: "service failed")
                try await check(try #require(node["last_error"]?.string), caller)
            }
        }
    }

    private func check(_ error: String, _ caller: Caller) async throws {
        let evidence = [
            "no agent has been heard of on this node",
            "the power interface 'fake' says that the machine is at 'power on'",
        ]
        let stage = ["service: step vendor.trigger_servicewait (1 of 1, by the", "'service wait' may last 1 s"]
        for part in stage + evidence { #expect(error.contains(part), "\(error)") }

        let runs = try await caller.call(.GET, "/v1/nodes/m1/timeline")["runs"]?.array
        let run = try #require(runs?.last)
        #expect(run["error"]?.string == error)
        let seen = (run["entries"]?.array ?? []).filter { $0["kind"] == "observed" }
        #expect(seen.compactMap { $0["detail"]?.string } == evidence)
        let step = run["spans"]?.array?.first { $0["kind"] == "step" }
        #expect(step?["outcome"] == "error")
        #expect(step?["events"]?.array?.compactMap { $0["detail"]?.string } == evidence)

        let history = try await caller.call(.GET, "/v1/nodes/m1/history?detail=true")["history"]?.array
        #expect(history?.contains { $0["event"]?.string == error && $0["severity"] == "ERROR" } == true)
    }
}

extension Caller {
    @discardableResult
    fileprivate func ask(_ body: JSONValue, until state: String) async throws -> JSONValue {
        try await call(.PUT, "/v1/nodes/m1/states/provision", body, expecting: 202)
        return try await wait(for: [state], "m1")
    }
}
