import IngotClient
import Testing

@Suite struct `Refusals` {
    static let bodies: [(body: String, fault: String)] = [
        (
            #"{"error_message": "{\"faultcode\": \"Client\", \"faultstring\": \"Node n could not be found.\", \"debuginfo\": null}"}"#,
            "Node n could not be found."
        ),
        (
            #"{"error_message": "{\"code\": 406, \"title\": \"Not Acceptable\", \"description\": \"too new\"}"}"#,
            "Not Acceptable: too new"
        ),
        (#"{"error_message": "{\"code\": 404, \"title\": \"Not Found\", \"description\": \"\"}"}"#, "Not Found"),
        (#"{"error_message": {"faultstring": "unwrapped"}}"#, "unwrapped"),
        (#"{"error_message": "plain words"}"#, "plain words"),
        (#"{"faultcode": "Client", "faultstring": "Request body is too large"}"#, "Request body is too large"),
        ("<html>proxy</html>", "<html>proxy</html>"),
        ("", ""),
    ]

    @Test(arguments: bodies)
    func `the fault is found in every shape of an error`(_ body: String, _ fault: String) {
        #expect(Fault(body: Array(body.utf8)).text == fault)
    }

    @Test func `a refusal tells what was tried, why it failed, where the log has it, and what to do`() async throws {
        let service = ScriptedService([
            "PUT /v1/nodes/n/states/provision": [
                .init(status: 409, body: Self.bodies[0].body, headers: ["OpenStack-Request-Id": "req-1"])
            ]
        ])
        let run = try await service.run("node", "manage", "n")
        #expect(run.exitCode == 1)
        #expect(run.output.isEmpty)
        let lines = run.reports.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("Error: PUT http://127.0.0.1:"))
        #expect(lines[0].hasSuffix("/v1/nodes/n/states/provision was refused (409): Node n could not be found."))
        #expect(lines[1] == "Request: req-1")
        #expect(lines[2].hasPrefix("Advice: Something is in the way"))
    }

    @Test(arguments: [
        ["node", "show", ""], ["node", "lease", "break", ""], ["node", "delete", "a", ""],
        ["node", "power", "on", ".."],
        ["driver", "show", "."], ["port", "show", ""],
    ])
    func `an empty name leads nowhere else`(_ arguments: [String]) async throws {
        let service = ScriptedService([:])
        let run = try await service.run(arguments)
        #expect(run.exitCode == 1 && run.output.isEmpty)
        #expect(run.reports.contains("was not sent") && run.reports.contains("Advice: Name what is meant"), "\(run)")
        #expect(service.requests.allSatisfy { $0.call.hasSuffix("/a") }, "\(service.requests)")
    }

    @Test func `output that is lost is a failure`() async throws {
        let service = ScriptedService(["GET /v1/chassis": [.init(body: #"{"chassis": []}"#)]])
        let run = try await service.run(["chassis", "list"], losingOutput: "No space left on device")
        #expect(run.exitCode == 1 && run.reports.contains("could not be written: No space left on device"))
    }

    @Test func `a dry run that is refused prints all that is in the way`() async throws {
        let blockers = #"[{\"message\": \"it is protected\"}, {\"message\": \"it is in maintenance\"}]"#
        let body = #"{"error_message": "{\"faultstring\": \"it is protected\", \"blocked_by\": \#(blockers)}"}"#
        let service = ScriptedService([
            "PUT /v1/nodes/n/states/provision": [.init(status: 403, body: body), .init(status: 403, body: body)]
        ])
        let calls = [
            ["node", "rebuild", "n", "--dry-run"],
            ["node", "plan", "n", "--target", "rescue", "--rescue-password", "x"],
        ]
        for arguments in calls {
            let run = try await service.run(arguments)
            #expect(run.exitCode == 1)
            let told =
                "was refused (403): it is protected\nBlocked by:\n  - it is protected\n  - it is in maintenance\n"
            #expect(run.reports.contains(told), "\(run.reports)")
        }
    }

    @Test func `a service that is not there is named, with the ways to name another`() async throws {
        let service = ScriptedService()
        let run = try await service.run("node", "list", "--url", "http://127.0.0.1:1")
        #expect(run.exitCode == 1)
        #expect(run.reports.contains("GET http://127.0.0.1:1/v1/nodes?"))
        #expect(run.reports.contains("INGOT_URL"))
    }

    @Test func `an answer that is no JSON is told from a refusal`() async throws {
        let service = ScriptedService(["GET /v1/nodes/n": [.init(body: "<html>")]])
        let run = try await service.run("node", "show", "n")
        #expect(run.exitCode == 1)
        #expect(run.reports.contains("cannot be read"))
        #expect(run.reports.contains("check the address"))
    }
}

@Suite struct `Microversions` {
    static let tooNew = ScriptedService.Answer(
        status: 406, body: #"{"error_message": "{\"title\": \"Not Acceptable\", \"description\": \"\"}"}"#,
        headers: ["X-OpenStack-Ironic-API-Maximum-Version": "1.80"])

    @Test func `an older service is asked again in its own version, and the version is remembered`() async throws {
        let service = ScriptedService([
            "POST /v1/bulk/states/provision": [Self.tooNew, .init(status: 404)],
            "PUT /v1/nodes/a/states/provision": [.init(status: 202, body: "")],
        ])
        let run = try await service.run("node", "manage", "a", "b")
        #expect(run.exitCode == 0)
        #expect(service.versions == ["1.115", "1.80", "1.80", "1.80"])
    }

    @Test func `a version that was asked for by name is not bargained over`() async throws {
        let service = ScriptedService(["GET /v1/nodes/n": [Self.tooNew]])
        let run = try await service.run("node", "show", "n", "--api-version", "1.99")
        #expect(run.exitCode == 1)
        #expect(service.versions == ["1.99"])
        #expect(run.reports.contains("--api-version"))
    }
}

@Suite struct `Pages` {
    @Test func `all pages are read, with the filters on each of them`() async throws {
        let service = ScriptedService([
            "GET /v1/nodes": [
                .init(body: #"{"nodes": [{"uuid": "a"}], "next": "http://x/v1/nodes?limit=1&marker=a"}"#),
                .init(body: #"{"nodes": [{"uuid": "b"}]}"#),
            ]
        ])
        let run = try await service.run("node", "list", "-q", "--driver", "ipmi")
        #expect(run.output == "a\nb\n")
        #expect(service.calls.last?.contains("driver=ipmi") == true)
        #expect(service.calls.last?.contains("marker=a") == true)
    }

    @Test func `no more pages are read than are wanted`() async throws {
        let service = ScriptedService([
            "GET /v1/nodes": [.init(body: #"{"nodes": [{"uuid": "a"}], "next": "http://x/v1/nodes?limit=1&marker=a"}"#)]
        ])
        let run = try await service.run("node", "list", "-q", "--limit", "1")
        #expect(run.output == "a\n")
        #expect(service.calls.count == 1)
    }
}
