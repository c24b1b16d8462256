import IngotClient

/// Finds the service's address in the places where people put it.
///
/// The first that is set wins: `--url`, `--cloud`, `INGOT_URL`, `OS_ENDPOINT`, `OS_ENDPOINT_OVERRIDE`, the cloud that
/// `OS_CLOUD` names, and at last the address at which `ingotd` listens by default. An empty variable counts as unset.
package struct EndpointResolution {
    package static let standard = "http://127.0.0.1:6385"

    /// The values of `--url` and `--cloud`.
    package var url: String?
    package var cloud: String?
    package var environment: [String: String]
    /// Reads a file; nil where there is none.
    package var read: (String) throws -> [UInt8]?

    package init(
        url: String?, cloud: String?, environment: [String: String], read: @escaping (String) throws -> [UInt8]?
    ) {
        self.url = url
        self.cloud = cloud
        self.environment = environment
        self.read = read
    }

    /// - Throws: ``CloudsFileError`` where a cloud is named and cannot be used, `InvalidEndpoint` for a bad address.
    package func endpoint() throws -> Endpoint {
        if let url { return try Endpoint(url) }
        if let cloud { return try Endpoint(address(ofCloud: cloud)) }
        for name in ["INGOT_URL", "OS_ENDPOINT", "OS_ENDPOINT_OVERRIDE"] {
            if let address = variable(name) { return try Endpoint(address) }
        }
        if let cloud = variable("OS_CLOUD") { return try Endpoint(address(ofCloud: cloud)) }
        return try Endpoint(Self.standard)
    }

    /// The first clouds.yaml there is decides, as with the other clients (openstacksdk: configuration).
    private func address(ofCloud name: String) throws -> String {
        for path in cloudsFiles {
            guard let bytes = try read(path) else { continue }
            return try CloudsFile(path: path, bytes: bytes).endpoint(of: name)
        }
        throw CloudsFileError.missing(cloud: name, tried: cloudsFiles)
    }

    private var cloudsFiles: [String] {
        if let path = variable("OS_CLIENT_CONFIG_FILE") { return [path] }
        let home = variable("XDG_CONFIG_HOME") ?? variable("HOME").map { $0 + "/.config" }
        return ["clouds.yaml"] + [home.map { $0 + "/openstack/clouds.yaml" }].compactMap { $0 }
            + ["/etc/openstack/clouds.yaml"]
    }

    private func variable(_ name: String) -> String? {
        guard let value = environment[name], !value.isEmpty else { return nil }
        return value
    }
}
