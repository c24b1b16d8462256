import IngotClient
import IngotModel
import Testing

@Suite struct `Waiting` {
    private static func states(
        _ state: String, target: String? = nil, error: String? = nil, power: String? = nil, powerTarget: String? = nil
    ) -> ScriptedService.Answer {
        let fields: [String: JSONValue] = [
            "provision_state": .string(state), "target_provision_state": JSONValue(target),
            "last_error": JSONValue(error), "power_state": JSONValue(power),
            "target_power_state": JSONValue(powerTarget),
        ]
        return .init(body: JSONValue(fields).serialized())
    }

    private static func timeline(_ id: String?, _ state: String = "running", steps: [String] = [])
        -> ScriptedService.Answer
    {
        guard let id else { return .init(body: #"{"runs": []}"#) }
        let steps = steps.enumerated().map { index, state in
            #"{"index": \#(index), "interface": "deploy", "step": "s\#(index)", "actor": "agent", "state": "\#(state)", "#
                + #""duration_seconds": 2}"#
        }
        return .init(
            body:
                #"{"runs": [{"id": "\#(id)", "verb": "v", "state": "\#(state)", "steps": [\#(steps.joined(separator: ","))]}]}"#
        )
    }

    private static func service(
        states: [ScriptedService.Answer], timelines: [ScriptedService.Answer] = [.init(status: 404)]
    ) -> ScriptedService {
        ScriptedService(["GET /v1/nodes/n/states": states, "GET /v1/nodes/n/timeline": timelines])
    }

    @Test func `a wait draws states and steps as they change, and ends with success`() async throws {
        let service = Self.service(
            states: [
                Self.states("manageable"), Self.states("manageable"), Self.states("cleaning", target: "available"),
                Self.states("clean wait", target: "available"), Self.states("available"),
            ],
            timelines: [
                Self.timeline(nil), Self.timeline(nil), Self.timeline("r", steps: ["running", "pending"]),
                Self.timeline("r", "suspended", steps: ["finished", "waiting"]),
                Self.timeline("r", "finished", steps: ["finished", "finished"]),
            ])
        let run = try await service.run("node", "provide", "n", "--wait")
        #expect(run.exitCode == 0)
        #expect(run.output.isEmpty)
        #expect(
            run.reports == """
                n [0 ms] manageable
                n [1.0 s] cleaning → available
                n [1.0 s] deploy.s0 (agent) running
                n [2.0 s] clean wait → available
                n [2.0 s] deploy.s0 (agent) finished in 2.0 s
                n [2.0 s] deploy.s1 (agent) waiting
                n [3.0 s] available
                n [3.0 s] deploy.s1 (agent) finished in 2.0 s

                """)
    }

    @Test func `a failure ends the wait with the node's last error`() async throws {
        let service = Self.service(states: [
            Self.states("available"), Self.states("deploying", target: "active"),
            Self.states("deploy failed", target: "active", error: "the image is gone"),
        ])
        let run = try await service.run("node", "deploy", "n", "--wait", "60")
        #expect(run.exitCode == 1)
        #expect(run.reports.contains("failed to reach active after 1 s; it is in deploy failed: the image is gone"))
        #expect(run.reports.contains("ingot node timeline n"))
    }

    @Test func `a node that falls back to where it came from has failed`() async throws {
        let service = Self.service(states: [
            Self.states("enroll"), Self.states("enroll"), Self.states("verifying", target: "manageable"),
            Self.states("enroll", error: "no agent"),
        ])
        let run = try await service.run("node", "manage", "n", "--wait", "60")
        #expect(run.exitCode == 1)
        #expect(run.reports.contains("it is in enroll: no agent"))
    }

    @Test func `an old failure is not taken for the new one`() async throws {
        let service = Self.service(
            states: [
                Self.states("deploy failed", error: "old"), Self.states("deploy failed", error: "old"),
                Self.states("deploying", target: "active"), Self.states("active"),
            ])
        #expect(try await service.run("node", "deploy", "n", "--wait", "60").exitCode == 0)
    }

    @Test func `a rebuild is not over before it has begun`() async throws {
        let service = Self.service(
            states: [Self.states("active")],
            timelines: [
                Self.timeline("r1", "finished"), Self.timeline("r1", "finished"), Self.timeline("r2"),
                Self.timeline("r2", "finished"),
            ])
        #expect(try await service.run("node", "rebuild", "n", "--wait", "60").exitCode == 0)
        #expect(service.calls.filter { $0.hasPrefix("GET /v1/nodes/n/timeline") }.count == 4)
    }

    @Test func `the time that was allowed ends the wait`() async throws {
        let service = Self.service(states: [Self.states("available"), Self.states("deploying", target: "active")])
        let run = try await service.run("node", "deploy", "n", "--wait", "30", "--poll-interval", "10")
        #expect(run.exitCode == 1)
        #expect(run.reports.contains("did not reach active within 30 s; it is in deploying"))
        #expect(run.reports.contains("--wait SECONDS"))
    }

    @Test func `a service that is away for a while does not end the wait`() async throws {
        let service = Self.service(states: [
            Self.states("available"), Self.states("deploying", target: "active"), .init(status: 503),
            .init(status: 503),
            Self.states("active"),
        ])
        let run = try await service.run("node", "deploy", "n", "--wait", "60")
        #expect(run.exitCode == 0)
        #expect(run.reports.split(separator: "\n").filter { $0.contains("does not answer") }.count == 1)
        #expect(run.reports.contains("answers again"))
    }

    @Test func `an abort is done when the node rests, failed or not`() async throws {
        let service = Self.service(states: [
            Self.states("clean wait", target: "available"), Self.states("clean wait", target: "available"),
            Self.states("clean failed", error: "aborted"),
        ])
        #expect(try await service.run("node", "abort", "n", "--wait", "60").exitCode == 0)
    }

    @Test func `power that is reached ends the wait`() async throws {
        let service = Self.service(states: [
            Self.states("active", power: "power off"),
            Self.states("active", power: "power off", powerTarget: "power on"),
            Self.states("active", power: "power on"),
        ])
        #expect(try await service.run("node", "power", "on", "n", "--wait", "60").exitCode == 0)
    }

    @Test func `power that cannot be had ends the wait with the reason`() async throws {
        let service = Self.service(states: [
            Self.states("active", power: "power on"),
            Self.states("active", power: "power on", powerTarget: "power off"),
            Self.states("active", error: "no credentials", power: "power on"),
        ])
        let run = try await service.run("node", "power", "off", "n", "--wait", "60")
        #expect(run.exitCode == 1)
        #expect(run.reports.contains("no credentials"))
    }

    @Test func `a machine that has the wanted power already is not waited for long`() async throws {
        let service = Self.service(states: [Self.states("active", power: "power on")])
        #expect(try await service.run("node", "power", "on", "n", "--wait", "60").exitCode == 0)
    }

    @Test func `nothing is waited for unless it is asked for`() async throws {
        let service = ScriptedService()
        #expect(try await service.run("node", "deploy", "n").exitCode == 0)
        #expect(service.calls == ["PUT /v1/nodes/n/states/provision"])
    }

    @Test func `wait takes its seconds or none, before and after the node`() async throws {
        for line in [["--wait", "n"], ["n", "--wait"], ["--wait", "60", "n"], ["--wait=60", "n"]] {
            let service = Self.service(states: [Self.states("enroll"), Self.states("manageable")])
            #expect(try await service.run(["node", "manage"] + line).exitCode == 0, "\(line)")
            #expect(service.calls.count > 1)
        }
    }
}
