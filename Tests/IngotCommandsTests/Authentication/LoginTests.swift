import IngotModel
import Testing

/// What was set about the caller, and what the Identity service must be asked for.
struct LoginCase: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var environment: [String: String] = [:]
    var files: [String: String] = [:]
    var expected: JSONValue
}

@Suite struct `Logins` {
    private static let service = ScriptedService.place

    @Test func `a user and a password are shown with every call`() async throws {
        let service = ScriptedService()
        let environment = ["OS_AUTH_TYPE": "http_basic", "OS_USERNAME": "ada", "OS_PASSWORD": "lövelace"]
        #expect(try await service.run("node", "show", "n", environment: environment).exitCode == 0)
        #expect(service.credentials == ["Basic YWRhOmzDtnZlbGFjZQ=="])
    }

    @Test(arguments: [
        ["OS_TOKEN": "t0"], ["OS_AUTH_TYPE": "admin_token", "OS_TOKEN": "t0"],
        ["OS_AUTH_TYPE": "token_endpoint", "OS_TOKEN": "t0"],
    ])
    func `a token that is there already is shown as it is`(_ environment: [String: String]) async throws {
        let service = ScriptedService()
        #expect(try await service.run("node", "show", "n", environment: environment).exitCode == 0)
        #expect(service.credentials == ["t0"])
    }

    @Test func `who is nobody shows nothing`() async throws {
        let service = ScriptedService()
        _ = try await service.run("node", "show", "n", environment: ["OS_USERNAME": "ada", "OS_PASSWORD": "p"])
        #expect(service.credentials == [nil])
    }

    static let cases: [LoginCase] = [
        LoginCase(
            testDescription: "names in their domains", environment: IdentityAnswers.environment,
            expected: [
                "identity": [
                    "methods": ["password"],
                    "password": [
                        "user": [
                            "name": "ada", "domain": ["name": "staff"], "password": .string(IdentityAnswers.password),
                        ]
                    ],
                ],
                "scope": ["project": ["name": "red", "domain": ["id": "d1"]]],
            ]),
        LoginCase(
            testDescription: "IDs, and an address with /v3",
            environment: [
                "OS_AUTH_TYPE": "v3password", "OS_AUTH_URL": service + "/v3/", "OS_USER_ID": "u1", "OS_PASSWORD": "p",
                "OS_PROJECT_ID": "p1",
            ],
            expected: [
                "identity": ["methods": ["password"], "password": ["user": ["id": "u1", "password": "p"]]],
                "scope": ["project": ["id": "p1"]],
            ]),
        LoginCase(
            testDescription: "the whole system, and the domain that is meant when none is named",
            environment: ["OS_AUTH_URL": service, "OS_USERNAME": "ada", "OS_PASSWORD": "p", "OS_SYSTEM_SCOPE": "all"],
            expected: [
                "identity": [
                    "methods": ["password"],
                    "password": ["user": ["name": "ada", "domain": ["id": "default"], "password": "p"]],
                ],
                "scope": ["system": ["all": true]],
            ]),
        LoginCase(
            testDescription: "an application credential",
            environment: [
                "OS_AUTH_TYPE": "v3applicationcredential", "OS_AUTH_URL": service,
                "OS_APPLICATION_CREDENTIAL_ID": "c1", "OS_APPLICATION_CREDENTIAL_SECRET": "s",
            ],
            expected: [
                "identity": [
                    "methods": ["application_credential"], "application_credential": ["id": "c1", "secret": "s"],
                ]
            ]),
        LoginCase(
            testDescription: "an application credential by its name",
            environment: [
                "OS_AUTH_URL": service, "OS_APPLICATION_CREDENTIAL_NAME": "robot", "OS_USER_ID": "u1",
                "OS_APPLICATION_CREDENTIAL_SECRET": "s",
            ],
            expected: [
                "identity": [
                    "methods": ["application_credential"],
                    "application_credential": ["name": "robot", "user": ["id": "u1"], "secret": "s"],
                ]
            ]),
        LoginCase(
            testDescription: "a token for a token",
            environment: ["OS_AUTH_URL": service, "OS_TOKEN": "t0", "OS_PROJECT_ID": "p1"],
            expected: [
                "identity": ["methods": ["token"], "token": ["id": "t0"]], "scope": ["project": ["id": "p1"]],
            ]),
        LoginCase(
            testDescription: "a cloud, with its password in secure.yaml",
            environment: ["OS_CLOUD": "lab", "OS_USERNAME": "somebody else"],
            files: [
                "clouds.yaml": """
                clouds:
                  lab:
                    auth: {auth_url: "\(service)", username: ada, user_domain_id: staff, project_id: 0815}
                """,
                "secure.yaml": "clouds: {lab: {auth: {password: p}}}",
            ],
            expected: [
                "identity": [
                    "methods": ["password"],
                    "password": ["user": ["name": "ada", "domain": ["id": "staff"], "password": "p"]],
                ],
                "scope": ["project": ["id": "0815"]],
            ]),
        LoginCase(
            testDescription: "a cloud, with its password in a variable",
            environment: ["OS_CLOUD": "lab", "OS_PASSWORD": "p"],
            files: ["clouds.yaml": "clouds: {lab: {auth: {auth_url: \"\(service)\", user_id: u1}}}"],
            expected: ["identity": ["methods": ["password"], "password": ["user": ["id": "u1", "password": "p"]]]]),
    ]

    @Test(arguments: cases)
    func `the Identity service is asked for a token, and the token is shown`(_ example: LoginCase) async throws {
        let service = ScriptedService([IdentityAnswers.call: [IdentityAnswers.token("t1")]])
        let run = try await service.run(
            "node", "show", "n", environment: example.environment, files: example.files)
        #expect(run.exitCode == 0, "\(run.reports)")
        #expect(service.calls == [IdentityAnswers.call, "GET /v1/nodes/n"])
        #expect(service.requests.first?.body == ["auth": example.expected])
        #expect(service.credentials == [nil, "t1"])
    }

    @Test func `one token serves several calls`() async throws {
        let service = ScriptedService([
            IdentityAnswers.call: [IdentityAnswers.token("t1"), IdentityAnswers.token("t2")]
        ])
        _ = try await service.run("node", "delete", "a", "b", environment: IdentityAnswers.environment)
        #expect(service.credentials == [nil, "t1", "t1"])
    }

    @Test(arguments: [("west", "/west/v1/nodes/n"), ("east", "/east/v1/nodes/n"), ("", "/west/v1/nodes/n")])
    func `the service is where the catalog has it`(_ region: String, _ path: String) async throws {
        let service = ScriptedService([
            IdentityAnswers.call: [IdentityAnswers.token("t1", catalog: IdentityAnswers.catalog)]
        ])
        let environment = IdentityAnswers.environment.merging(["INGOT_URL": "", "OS_REGION_NAME": region]) { $1 }
        let run = try await service.run("node", "show", "n", environment: environment)
        #expect(run.exitCode == 0, "\(run.reports)")
        #expect(service.calls == [IdentityAnswers.call, "GET \(path)"])
    }

    @Test func `a token that is not taken any more is renewed once`() async throws {
        let service = ScriptedService([
            IdentityAnswers.call: [IdentityAnswers.token("t1"), IdentityAnswers.token("t2")],
            "GET /v1/nodes/n": [.init(status: 401), .init()],
        ])
        let run = try await service.run("node", "show", "n", environment: IdentityAnswers.environment)
        #expect(run.exitCode == 0, "\(run.reports)")
        #expect(service.credentials == [nil, "t1", nil, "t2"])
    }
}
