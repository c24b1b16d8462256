import Foundation
import IngotModel
import Testing

@testable import IngotRuntime

/// The life of a machine without BMC credentials, over real HTTP and TLS, with the real conductor and the real agent.
@Suite(.serialized) struct DeploymentTests {
    @Test func `a machine is enrolled, cleaned, deployed and rebooted into its instance by its own agent`() async throws
    {
        try await withMachine { caller, machine, image in
            try await caller.provision("manage", until: "manageable")
            try await caller.provision("provide", until: "available")
            let drive: JSONValue = ["meta_data": ["hostname": "first"], "user_data": "#!/bin/sh\necho ingot-was-here"]
            let node = try await caller.provision("active", ["configdrive": drive], until: "active")
            #expect(node["last_error"]?.isNull == true, "\(node["last_error"]?.string ?? "")")
            #expect(node["instance_info"]?["configdrive"] == "******")
            #expect(node["driver_internal_info"]?["agent_url"] == nil)
            #expect(machine.leftBy == [.reboot])
            let written = try Data(contentsOf: URL(filePath: machine.disk))
            // The config drive adds a partition to the record; the image is all the rest.
            let isImage = written[512..<image.bytes.count] == image.bytes[512...]
            #expect(isImage)
            let hasUserData = written.range(of: Data("ingot-was-here".utf8)) != nil
            #expect(hasUserData)

            let runs = try #require(try await caller.call(.GET, "/v1/nodes/m1/timeline")["runs"]?.array)
            #expect(runs.compactMap { $0["verb"]?.string } == ["manage", "provide", "active"])
            #expect(runs.allSatisfy { $0["state"] == "finished" })
            let steps = runs[1]["steps"]?.array?.compactMap { $0["step"]?.string }
            #expect(steps == ["prepare_cleaning", "get_clean_steps", "erase_devices_metadata"])
        }
    }

    struct Failure: Sendable, CustomTestStringConvertible {
        var cause: String
        var change: @Sendable (JSONValue) -> [JSONValue]
        var says: [String]
        var testDescription: String { cause }
    }

    @Test(arguments: [
        Failure(
            cause: "an image that is missing",
            change: { info in
                [set("/instance_info/image_source", .string((info["image_source"]?.string ?? "") + ".gone"))]
            },
            says: ["prepare_deployment", "404", "image_source"]),
        Failure(
            cause: "an image of another checksum",
            change: { _ in [set("/instance_info/image_checksum", .string(String(repeating: "ab", count: 32)))] },
            says: ["deploy.write_image", "agent", "checksum"]),
        Failure(
            cause: "no disk that matches the hints",
            change: { _ in [set("/properties/root_device", ["size": 5000])] }, says: ["deploy.write_image", "hints"]),
    ])
    func `a deployment that cannot work ends in deploy failed and names stage and cause`(_ failure: Failure)
        async throws
    {
        try await withMachine { caller, machine, _ in
            try await caller.provision("manage", until: "manageable")
            try await caller.provision("provide", until: "available")
            let shown = try await caller.call(.GET, "/v1/nodes/m1")
            try await caller.call(.PATCH, "/v1/nodes/m1", .array(failure.change(shown["instance_info"] ?? [:])))
            let node = try await caller.provision("active", until: "deploy failed")
            let error = try #require(node["last_error"]?.string)
            for part in failure.says { #expect(error.lowercased().contains(part.lowercased()), "\(error)") }
            #expect(machine.leftBy.isEmpty)
        }
    }

    @Test func `an image larger than the disk is refused before the disk is touched`() async throws {
        try await withMachine(diskSize: 2 << 20) { caller, machine, _ in
            try await caller.provision("manage", until: "manageable")
            try await caller.provision("provide", until: "available")
            let node = try await caller.provision("active", until: "deploy failed")
            let error = try #require(node["last_error"]?.string)
            for part in ["deploy.write_image", "larger"] { #expect(error.contains(part), "\(error)") }
            let written = try Data(contentsOf: URL(filePath: machine.disk))
            let isUntouched = written.prefix(1 << 20).allSatisfy { $0 == 0 }
            #expect(isUntouched)
        }
    }

    @Test func `an agent that dies in the middle fails the deployment, and the error tells when it was last heard of`()
        async throws
    {
        try await withMachine(imageSize: 24 << 20, silenceTimeout: .milliseconds(500)) { caller, machine, _ in
            try await caller.provision("manage", until: "manageable")
            try await caller.provision("provide", until: "available")
            try await caller.provision("active", until: "wait call-back")
            machine.kill()
            let node = try await caller.wait(for: ["deploy failed", "active"], "m1")
            #expect(node["provision_state"] == "deploy failed")
            let error = try #require(node["last_error"]?.string)
            for part in ["https://127.0.0.1:", "last heard of"] { #expect(error.contains(part), "\(error)") }
        }
    }

    static let needingBMC: [(String, JSONValue, String)] = [
        ("states/power", ["target": "power off"], "without BMC credentials"),
        ("states/power", ["target": "power on"], "without BMC credentials"),
        ("states/provision", ["target": "rescue", "rescue_password": "x"], "rescue"),
    ]

    @Test(arguments: needingBMC)
    func `what needs a BMC is refused with its reason`(_ path: String, _ body: JSONValue, _ says: String) async throws {
        try await withMachine { caller, _, _ in
            try await caller.provision("manage", until: "manageable")
            let answer = try await caller.call(.PUT, "/v1/nodes/m1/\(path)", body, expecting: 400)
            #expect(answer.serialized().contains(says), "\(answer.serialized())")
        }
    }

    @Sendable private static func set(_ path: String, _ value: JSONValue) -> JSONValue {
        ["op": "add", "path": .string(path), "value": value]
    }

    private func withMachine(
        imageSize: Int = 4 << 20, diskSize: Int = 80 << 20, silenceTimeout: Duration = .seconds(120),
        _ body: @escaping @Sendable (Caller, TestMachine, TestImage) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            var settings = Settings()
            settings.data = directory
            settings.listen = SocketAddress(host: "127.0.0.1", port: 0)
            settings.agent.pollInterval = .milliseconds(100)
            settings.conductor.cleanStepPriorities = ["deploy.erase_devices": 0]
            settings.agent.silenceTimeout = silenceTimeout
            try await untilReady(settings) { readiness in
                let caller = Caller(address: try #require(readiness.address))
                let image = TestImage(size: imageSize)
                try image.bytes.write(to: URL(filePath: directory + "/files/image.raw"))
                try await caller.enrol(image)
                let machine = try TestMachine(in: directory, diskSize: diskSize)
                machine.boot("http://\(caller.address)")
                defer { machine.kill() }
                try await caller.untilAlive()
                try await body(caller, machine, image)
            }
        }
    }
}

extension Caller {
    fileprivate func enrol(_ image: TestImage) async throws {
        try await call(
            .POST, "/v1/nodes",
            [
                "name": "m1", "driver": "manual-management", "driver_info": ["fast_track": true],
                "properties": ["root_device": ["name": "/dev/vda"]],
                "instance_info": [
                    "image_source": .string("http://\(address)/files/image.raw"),
                    "image_checksum": .string(image.sha256),
                ],
            ], expecting: 201)
        let node = try await call(.GET, "/v1/nodes/m1")
        try await call(
            .POST, "/v1/ports", ["node_uuid": node["uuid"] ?? .null, "address": .string(TestMachine.address)],
            expecting: 201)
    }

    /// Until the agent's first heartbeat has told where it is to be reached; its lookup alone does not.
    fileprivate func untilAlive() async throws {
        for _ in 0..<600 {
            let node = try await call(.GET, "/v1/nodes/m1")
            if node["driver_internal_info"]?["agent_url"] != nil { return }
            try await ContinuousClock().sleep(for: .milliseconds(50))
        }
        Issue.record("the agent sent no heartbeat")
    }

    @discardableResult
    fileprivate func provision(_ verb: String, _ arguments: [String: JSONValue] = [:], until state: String) async throws
        -> JSONValue
    {
        let body = arguments.merging(["target": .string(verb)]) { $1 }
        try await call(.PUT, "/v1/nodes/m1/states/provision", .object(body), expecting: 202)
        return try await wait(for: [state, "deploy failed", "clean failed"], "m1")
    }
}
