import IngotContracts
import IngotModel
import Testing

@testable import IngotAgent

/// A whole agent beside a fake conductor, over real sockets.
@Suite struct AgentLifeTests {
    @Test func `an agent whose token was given away locks itself down and never serves`() async throws {
        let conductor = FakeConductor(version: "1.67", tokens: [])
        try await conductor.whileRunning { url in
            let machine = LivingAgent.machine("/nonexistent", 5 << 30)
            let agent = Agent(
                configuration: LivingAgent.configuration(url), machine: machine, logger: LivingAgent.quietLogger,
                onReady: { _ in Issue.record("the API was served") })
            let ending = try await agent.run()
            #expect(ending == .lockedDown)
            #expect(machine.isLockedDown && conductor.beats.isEmpty)
        }
    }

    @Test func `a lookup names the addresses and a heartbeat the way back`() async throws {
        try await LivingAgent.with { agent in
            await agent.conductor.bell.wait(after: 0)
            #expect(agent.conductor.lookupQueries == ["/v1/lookup?addresses=52%3A54%3A00%3A12%3A34%3A56"])
            let beat = try #require(agent.conductor.beats.first)
            #expect(beat.callbackURL == "http://127.0.0.1:\(agent.endpoint.port)")
            #expect(beat.agentToken == FakeConductor.token && beat.agentVersion == Product.version)
            #expect(beat.agentVerifyCA == nil)
        }
    }

    @Test func `a newer conductor is given a certificate that clients can trust alone`() async throws {
        try await LivingAgent.with(version: "1.115") { agent in
            await agent.conductor.bell.wait(after: 0)
            let beat = try #require(agent.conductor.beats.first)
            #expect(beat.callbackURL.hasPrefix("https://127.0.0.1:"))
            #expect(beat.agentVerifyCA == agent.endpoint.certificate)
            let answer = try await agent.call("/v1/commands/")
            #expect(answer.status == 200 && answer.json["commands"] == [])
        }
    }

    @Test func `the open documents have the contract's members`() async throws {
        try await LivingAgent.with { agent in
            let contract = try #require(try Contract.json("agent-api.json")["routes"]?.array)
            for path in ["/", "/v1/", "/v1/status"] {
                let route = try #require(contract.first { $0["paths"]?.array?.contains(.string(path)) == true })
                let answer = try await agent.call(path, token: nil)
                let wanted = try #require(route["body"]?.object?.keys.sorted())
                #expect(answer.status == 200 && answer.json.object?.keys.sorted() == wanted, "\(path)")
            }
        }
    }

    @Test(arguments: [nil, "wrong", "0123456789abcdefghijklmnopqrstuvwxyzABCDEFH"])
    func `a call without the right token is refused`(_ token: String?) async throws {
        try await LivingAgent.with { agent in
            let calls = [
                try await agent.call("/v1/commands/", token: token),
                try await agent.call("/commands/some-id", token: token),
                try await agent.call("/v1/commands/", AgentCommandRequest(.sync).json, token: token),
            ]
            for answer in calls {
                #expect(answer.status == 401)
                #expect(
                    answer.json == ["faultcode": "Client", "faultstring": "401 Unauthorized: Token invalid."])
            }
        }
    }

    @Test(
        arguments: [
            (["name": "standby.sync"], 400), ([], 400), (["name": 5, "params": [:]], 400),
            (["name": "sync", "params": [:]], 400), (["name": "standby.dance", "params": [:]], 400),
            (["name": "theatre.dance", "params": [:]], 404),
            (["name": "standby.prepare_image", "params": ["image_info": ["id": "x"]]], 400),
            (["name": "poll.set_node_info", "params": [:]], 400),
        ] as [(JSONValue, Int)])
    func `a bad order is answered by its fault and leaves no entry`(_ order: JSONValue, _ status: Int) async throws {
        try await LivingAgent.with { agent in
            let answer = try await agent.call("/v1/commands/", order)
            #expect(answer.status == status && answer.json["faultcode"] == "Client")
            #expect(answer.json["faultstring"]?.string?.isEmpty == false)
            #expect(try await agent.call("/v1/commands/").json == ["commands": []])
        }
    }

    @Test func `an unknown command identifier is not found`() async throws {
        try await LivingAgent.with { agent in
            let answer = try await agent.call("/v1/commands/some-id")
            #expect(answer.status == 404)
        }
    }

    @Test func `missing arguments fail the command and never spoil the list`() async throws {
        try await LivingAgent.with { agent in
            let failed = try await agent.command(.getCleanSteps)
            #expect(failed.status == .failed && failed.name == "clean.get_clean_steps")
            #expect(failed.error?.details.contains("\"node\"") == true)
            #expect(try AgentCommandResult.list(try await agent.call("/v1/commands/").json) == [failed])
        }
    }

    @Test func `a step unknown to all managers fails by its class`() async throws {
        try await LivingAgent.with { agent in
            let result = try await agent.command(
                .executeCleanStep,
                ["step": ["step": "polish", "mark": "run/1"], "node": LivingAgent.node, "ports": []])
            #expect(result.status == .failed && result.name == "execute_clean_step")
            // So its conductor knows it again.
            #expect(result.result == ["clean_step": ["step": "polish", "mark": "run/1"]])
            #expect(result.error?.kind == .managerMethodNotFound && result.error?.details.contains("polish") == true)
        }
    }

    @Test func `other managers than those the steps came from are a version mismatch`() async throws {
        try await LivingAgent.with { agent in
            let result = try await agent.command(
                .executeCleanStep,
                [
                    "step": ["step": "erase_devices_metadata"], "node": LivingAgent.node, "ports": [],
                    "clean_version": ["generic_hardware_manager": "1.2"],
                ])
            #expect(result.status == .versionMismatch && result.error?.kind == .versionMismatch)
        }
    }

    @Test func `the inventory is told on request`() async throws {
        try await LivingAgent.with { agent in
            let result = try await agent.command(.getHardwareInfo)
            #expect(try HardwareInventory(result.result).macAddresses == [LivingAgent.mac])
        }
    }

    @Test func `the logs are a gzip archive`() async throws {
        try await LivingAgent.with { agent in
            let result = try await agent.command(.collectSystemLogs)
            let bytes = try #require(result.result["system_logs"]?.string.flatMap(Base64.decode))
            #expect(bytes.starts(with: [0x1F, 0x8B]))
        }
    }
}
