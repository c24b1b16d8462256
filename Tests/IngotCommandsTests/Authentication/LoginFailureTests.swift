import IngotModel
import Testing

@Suite struct `Logins that fail` {
    @Test func `a service that takes no token at all is not asked for ever`() async throws {
        let service = ScriptedService([
            IdentityAnswers.call: [IdentityAnswers.token("t1")], "GET /v1/nodes/n": [.init(status: 401)],
        ])
        let run = try await service.run("node", "show", "n", environment: IdentityAnswers.environment)
        #expect(run.exitCode == 1)
        #expect(service.calls.count == 4)
        #expect(run.reports.contains("A new token of http://127.0.0.1:"))
    }

    @Test func `a wrong password is told with the user, its domain and the project, but not with itself`() async throws
    {
        let fault = #"{"error": {"code": 401, "message": "Not you.", "title": "Unauthorized"}}"#
        let service = ScriptedService([IdentityAnswers.call: [.init(status: 401, body: fault)]])
        let run = try await service.run("node", "show", "n", environment: IdentityAnswers.environment)
        #expect(run.exitCode == 1)
        let words =
            "/v3/auth/tokens as user ada of the domain staff, for the project red of the domain d1 was refused (401)"
        #expect(run.reports.contains(words))
        #expect(run.reports.contains("Not you."))
        #expect(run.reports.contains("OS_USER_DOMAIN_NAME"))
        #expect(!run.reports.contains(IdentityAnswers.password))
        #expect(service.calls == [IdentityAnswers.call])
    }

    @Test(arguments: [
        (IdentityAnswers.catalog, ["OS_REGION_NAME": "north"], "baremetal endpoints: internal in west, public in west"),
        (#"[{"type": "identity", "endpoints": []}]"#, [:], "services of other types: identity"),
        ("[]", [:], "OS_SYSTEM_SCOPE=all"),
    ])
    func `a catalog without the service says what it has`(
        _ catalog: String, _ settings: [String: String], _ words: String
    ) async throws {
        let service = ScriptedService([IdentityAnswers.call: [IdentityAnswers.token("t1", catalog: catalog)]])
        let environment = IdentityAnswers.environment.merging(["INGOT_URL": ""]) { $1 }.merging(settings) { $1 }
        let run = try await service.run("node", "show", "n", environment: environment)
        #expect(run.exitCode == 1)
        #expect(run.reports.contains(words))
        #expect(run.reports.contains("--url"))
    }

    @Test(arguments: [
        (["OS_AUTH_TYPE": "http_basic", "OS_USERNAME": "ada"], "the environment lacks password"),
        (["OS_AUTH_URL": "http://k", "OS_PASSWORD": "p"], "OS_USERNAME"),
        (["OS_AUTH_TYPE": "v3kerberos"], "use admin_token, http_basic"),
        (["OS_AUTH_URL": "http://k", "OS_TOKEN": "t", "OS_SYSTEM_SCOPE": "some"], "system_scope \"some\""),
        (["OS_AUTH_URL": "keystone", "OS_TOKEN": "t"], "not the address of a service"),
        (["OS_CACERT": "/ca.pem"], "/ca.pem, which OS_CACERT or cacert"),
        (["OS_CACERT": "/odd.pem"], "/odd.pem holds no certificates"),
    ])
    func `a caller who is described by halves reaches nobody`(
        _ environment: [String: String], _ words: String
    ) async throws {
        let service = ScriptedService()
        let run = try await service.run(
            ["node", "show", "n"], environment: environment, files: ["/odd.pem": "no certificate"])
        #expect(run.exitCode == 1)
        #expect(run.reports.contains(words), "\(run.reports)")
        #expect(service.calls.isEmpty)
    }

    @Test(arguments: [
        ([:], "OS_AUTH_TYPE"), (["OS_TOKEN": "t"], "openstack token issue"),
        (["OS_AUTH_TYPE": "http_basic", "OS_USERNAME": "ada", "OS_PASSWORD": "p"], "OS_USERNAME, OS_PASSWORD"),
    ])
    func `a service that does not take the login says what it wants`(
        _ environment: [String: String], _ advice: String
    ) async throws {
        let challenge = ["WWW-Authenticate": "Basic realm=\"Ingot\""]
        let service = ScriptedService(["GET /v1/nodes/n": [.init(status: 401, headers: challenge)]])
        let run = try await service.run("node", "show", "n", environment: environment)
        #expect(run.exitCode == 1)
        #expect(run.reports.contains("asks for Basic realm=\"Ingot\""))
        #expect(run.reports.contains(advice))
        #expect(service.calls.count == 1)
    }

    @Test func `nobody is followed to another address`() async throws {
        let away = ScriptedService.Answer(status: 302, headers: ["Location": "{service}/v1/nodes/other"])
        let service = ScriptedService(["GET /v1/nodes/n": [away]])
        let run = try await service.run("node", "show", "n", environment: ["OS_TOKEN": "t"])
        #expect(run.exitCode == 1)
        #expect(run.reports.contains("/v1/nodes/other"))
        #expect(service.calls == ["GET /v1/nodes/n"])
    }
}
