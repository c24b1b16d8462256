import IngotClient

/// Finds the service, and who calls it, in the places where people put that.
///
/// The address is the first that is set: `--url`, that of the cloud of `--cloud`, `INGOT_URL`, `OS_ENDPOINT`,
/// `OS_ENDPOINT_OVERRIDE`, that of the cloud that `OS_CLOUD` names; then what the Identity service's catalog says to
/// who logs in there; and at last the address at which `ingotd` listens by default. The caller is the one whom that
/// cloud describes, else the one of the `OS_*` variables. An empty variable counts as unset.
package struct AccessResolution {
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

    /// - Throws: ``CloudsFileError`` where a cloud is named and cannot be used, ``LoginSettingsError`` where the caller
    ///   is described by halves, `InvalidEndpoint` for a bad address.
    package func access() throws -> ServiceAccess {
        let variables = LoginSettings(environment: environment)
        let name = cloud ?? variable("OS_CLOUD")
        let chosen = try name.map { try CloudsDirectory(environment: environment, read: read).cloud($0) }
        let settings = chosen?.settings.completed(by: variables) ?? variables
        let login = try settings.login()
        return ServiceAccess(
            place: try place(chosen, login, settings), login: login, trusted: try trusted(settings, variables))
    }

    private func place(_ chosen: Cloud?, _ login: Login, _ settings: LoginSettings) throws -> ServiceAccess.Place {
        let variables = ["INGOT_URL", "OS_ENDPOINT", "OS_ENDPOINT_OVERRIDE"].lazy.compactMap(variable).first
        let addresses = cloud == nil ? [url, variables, chosen?.address] : [url, chosen?.address]
        if let address = addresses.compactMap({ $0 }).first { return .address(try Endpoint(address)) }
        if login.hasCatalog { return .catalog(settings.catalogSearch) }
        if let chosen { throw chosen.withoutAddress }
        return .address(try Endpoint(Self.standard))
    }

    private func trusted(_ settings: LoginSettings, _ variables: LoginSettings) throws -> TrustedCertificates? {
        guard let path = settings["cacert"] ?? variables["cacert"] else { return nil }
        guard let bytes = try read(path) else { throw LoginSettingsError.noCertificates(path: path) }
        return try TrustedCertificates(pem: bytes, source: path)
    }

    private func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
}
