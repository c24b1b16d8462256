import IngotContracts
import IngotModel
import Testing

struct VersionTests {
    @Test(
        arguments: [
            (nil, nil, "1.1"),
            (nil, "1.1", "1.1"),
            (nil, "1.115", "1.115"),
            (nil, "latest", "1.115"),
            (nil, "LATEST", "1.115"),
            ("baremetal 1.50", nil, "1.50"),
            ("baremetal 1.50", "1.60", "1.50"),
            ("compute 2.1, baremetal 1.44", nil, "1.44"),
            ("compute 2.1", "1.60", "1.60"),
            ("compute 2.1", nil, "1.1"),
            ("baremetal latest", nil, "1.115"),
            (nil, "", "1.1"),
        ] as [(String?, String?, String)])
    func `the asked version is spoken and told`(service: String?, own: String?, spoken: String) async throws {
        try await APIFixture.run { api in
            let answer = try await api.send(.get, "/v1/nodes", version: nil, headers: Self.headers(service, own))
            #expect(answer.status == 200)
            #expect(answer.header(Microversion.Header.version) == spoken)
            #expect(answer.header(Microversion.Header.minimum) == "1.1")
            #expect(answer.header(Microversion.Header.maximum) == "1.115")
        }
    }

    @Test(
        arguments: [
            (nil, "1.116", true), (nil, "1.0", true), (nil, "2.1", true), (nil, "1.99999999999999999999", true),
            ("baremetal 1.200", nil, true),
            (nil, "one", false), (nil, "1", false), (nil, "1.2.3", false), (nil, "1.-5", false),
            ("baremetal x", nil, false),
        ] as [(String?, String?, Bool)])
    func `a version that cannot be spoken is not acceptable`(
        service: String?, own: String?, tellsRange: Bool
    ) async throws {
        try await APIFixture.run { api in
            for path in ["/", "/v1", "/v1/nodes"] {
                let answer = try await api.send(.get, path, version: nil, headers: Self.headers(service, own))
                #expect(answer.status == 406)
                if path == "/" {
                    #expect(answer.inner["faultcode"] == "Client")
                } else {
                    #expect(answer.inner["code"] == 406)
                    #expect(answer.inner["title"] == "Not Acceptable")
                }
                #expect(answer.header(Microversion.Header.version) == nil)
                #expect((answer.header(Microversion.Header.maximum) == "1.115") == tellsRange)
            }
        }
    }

    @Test func `the newest version is that of the contract`() {
        #expect(Contract.microversions["max"] == .string(Microversion.newest.description))
        #expect(Contract.microversions["min"] == .string(Microversion.oldest.description))
    }

    @Test func `the root documents lead to the API`() async throws {
        try await APIFixture.run { api in
            let root = try await api.get("/", version: nil)
            #expect(root.json["default_version"]?["version"] == "1.115")
            #expect(root.json["default_version"]?["min_version"] == "1.1")
            #expect(root.json["versions"]?[0]?["status"] == "CURRENT")
            #expect(root.json["versions"]?[0]?["links"]?[0]?["href"] == "http://localhost/v1/")
            let old = try await api.get("/v1", version: 1)
            #expect(old.json["id"] == "v1")
            #expect(old.json["media_types"]?["base"] == "application/json")
            for path in ["/", "/v1"] { #expect(try await api.send(.head, path).status == 200) }
            #expect(old.json["nodes"]?[0]?["href"] == "http://localhost/v1/nodes/")
            #expect(old.json["conductors"] == nil)
            let new = try await api.get("/v1/", version: 49)
            #expect(new.json["conductors"]?[1]?["href"] == "http://localhost/conductors/")
            #expect(try await api.get("/healthz").status == 200)
        }
    }

    @Test func `links begin with the public endpoint where there is one`() async throws {
        try await APIFixture.run(configure: { $0.publicEndpoint = "https://metal.example.org/" }) { api in
            let answer = try await api.get("/v1")
            #expect(answer.json["nodes"]?[0]?["href"] == "https://metal.example.org/v1/nodes/")
        }
    }

    @Test func `requests have an identifier, the caller's where it is one`() async throws {
        try await APIFixture.run { api in
            let own = "req-\(RequestID.random())"
            let kept = try await api.send(.get, "/v1/nodes", headers: ["X-OpenStack-Request-ID": own])
            #expect(kept.header("x-openstack-request-id") == own)
            #expect(kept.header("openstack-request-id") == own)
            let made = try await api.send(.get, "/nowhere", headers: ["X-OpenStack-Request-ID": "evil"])
            #expect(made.status == 404)
            #expect(made.header("x-openstack-request-id")?.hasPrefix("req-") == true)
        }
    }

    private static func headers(_ service: String?, _ own: String?) -> [String: String] {
        var headers: [String: String] = [:]
        headers["OpenStack-API-Version"] = service
        headers["X-OpenStack-Ironic-API-Version"] = own
        return headers
    }
}
