import IngotClient

/// Where the service is, and what is shown to it: all that is needed to speak to it.
package struct ServiceAccess: Sendable {
    package enum Place: Sendable, Hashable {
        case address(Endpoint)
        /// Wherever the Identity service's catalog says.
        case catalog(CatalogSearch)
    }

    package var place: Place
    package var login: Login
    package var trusted: TrustedCertificates?

    /// Opens a client for the time of `body`.
    ///
    /// - Parameter options: how the client behaves besides.
    func connected<Result>(
        _ options: IngotClient.Options, _ body: (IngotClient) async throws -> Result
    ) async throws -> Result {
        var options = options
        options.login = login
        options.trusted = trusted
        switch place {
        case .address(let endpoint): return try await IngotClient.connected(to: endpoint, options: options, body)
        case .catalog(let search):
            return try await IngotClient.connected(throughCatalog: search, options: options, body)
        }
    }
}
