import IngotClient
import IngotCommands
import Testing

struct EndpointCase: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var url: String?
    var cloud: String?
    var environment: [String: String] = [:]
    var expected: String
}

@Suite struct `Endpoints` {
    static let files = [
        "clouds.yaml": """
        clouds:
          override: {auth_type: none, baremetal_endpoint_override: "http://override:6385/"}
          auth: {auth_type: none, auth: {endpoint: "http://auth:6385/v1"}}
          top: {auth_type: none, endpoint: "https://top/baremetal"}
          keystone: {auth_type: v3token, auth: {auth_url: "http://keystone", token: t}, region_name: east}
          internal: {auth: {auth_url: "http://keystone", username: u, password: p}, interface: internalURL}
          empty: {auth_type: none}
        """,
        "/home/me/.config/openstack/clouds.yaml": "clouds: {home: {endpoint: \"http://home\"}}",
        "/elsewhere.yaml": "clouds: {elsewhere: {endpoint: \"http://elsewhere\"}}",
        "/broken.yaml": "clouds: [",
    ]

    static let cases: [EndpointCase] = [
        .init(testDescription: "nothing is set", expected: "http://127.0.0.1:6385"),
        .init(testDescription: "empty variables", environment: ["INGOT_URL": ""], expected: "http://127.0.0.1:6385"),
        .init(
            testDescription: "--url wins", url: "http://url", cloud: "auth", environment: ["INGOT_URL": "http://i"],
            expected: "http://url"),
        .init(
            testDescription: "--cloud before variables", cloud: "auth", environment: ["INGOT_URL": "http://i"],
            expected: "http://auth:6385"),
        .init(
            testDescription: "INGOT_URL before OS_ENDPOINT",
            environment: ["INGOT_URL": "http://i", "OS_ENDPOINT": "http://o", "OS_CLOUD": "auth"], expected: "http://i"),
        .init(
            testDescription: "OS_ENDPOINT before OS_CLOUD",
            environment: ["OS_ENDPOINT": "http://o", "OS_CLOUD": "auth"],
            expected: "http://o"),
        .init(
            testDescription: "OS_ENDPOINT_OVERRIDE", environment: ["OS_ENDPOINT_OVERRIDE": "http://o/v1/"],
            expected: "http://o"),
        .init(testDescription: "an override", environment: ["OS_CLOUD": "override"], expected: "http://override:6385"),
        .init(testDescription: "auth.endpoint", environment: ["OS_CLOUD": "auth"], expected: "http://auth:6385"),
        .init(testDescription: "endpoint", environment: ["OS_CLOUD": "top"], expected: "https://top/baremetal"),
        .init(testDescription: "the catalog", cloud: "keystone", expected: "catalog: public, east"),
        .init(testDescription: "another interface", cloud: "internal", expected: "catalog: internal, any region"),
        .init(
            testDescription: "a file named by OS_CLIENT_CONFIG_FILE",
            environment: ["OS_CLOUD": "elsewhere", "OS_CLIENT_CONFIG_FILE": "/elsewhere.yaml"],
            expected: "http://elsewhere"),
    ]

    @Test(arguments: cases)
    func `the service's address is found where it was put`(_ example: EndpointCase) throws {
        #expect(try place(resolution(example.url, example.cloud, example.environment)) == example.expected)
    }

    @Test func `the home directory has a file, too`() throws {
        var files = Self.files
        files["clouds.yaml"] = nil
        let resolution = AccessResolution(
            url: nil, cloud: "home", environment: ["HOME": "/home/me"],
            read: { [files] in files[$0].map { Array($0.utf8) } })
        #expect(try place(resolution) == "http://home")
    }

    @Test(arguments: [
        ("nowhere", [:], "has no cloud \"nowhere\""),
        ("empty", [:], "names no address"), ("x", ["OS_CLIENT_CONFIG_FILE": "/missing.yaml"], "/missing.yaml"),
        ("x", ["OS_CLIENT_CONFIG_FILE": "/broken.yaml"], "/broken.yaml cannot be read"),
    ])
    func `a cloud that gives no address says why`(
        _ cloud: String, _ environment: [String: String], _ words: String
    ) throws {
        let error = #expect(throws: CloudsFileError.self) { try resolution(nil, cloud, environment).access() }
        #expect(try #require(error).description.contains(words))
    }

    @Test(arguments: ["127.0.0.1:6385", "ftp://x", "http://", "", "http://a b"])
    func `what is no address of a service is refused`(_ text: String) {
        #expect(throws: InvalidEndpoint.self) { try Endpoint(text) }
    }

    /// An address, or what the catalog is asked for.
    private func place(_ resolution: AccessResolution) throws -> String {
        switch try resolution.access().place {
        case .address(let endpoint): endpoint.address
        case .catalog(let search): "catalog: \(search.interface), \(search.region ?? "any region")"
        }
    }

    private func resolution(
        _ url: String?, _ cloud: String?, _ environment: [String: String]
    ) -> AccessResolution {
        AccessResolution(
            url: url, cloud: cloud, environment: environment, read: { Self.files[$0].map { Array($0.utf8) } })
    }
}
