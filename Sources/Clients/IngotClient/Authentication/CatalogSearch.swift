import IngotModel

/// Which of the endpoints in the Identity service's catalog is meant: that of the Bare Metal service with this
/// interface.
public struct CatalogSearch: Sendable, Hashable {
    /// `public`, `internal` or `admin`.
    public var interface: String
    /// The region; the first that the catalog has where it is nil.
    public var region: String?

    /// The service's type, and the name that older catalogs have for it (OpenStack service types authority).
    private static let types: Set<String> = ["baremetal", "bare-metal"]

    public init(interface: String = "public", region: String? = nil) {
        self.interface = interface
        self.region = region
    }

    /// - Parameter catalog: the member `catalog` of a token's document.
    /// - Throws: ``MissingEndpoint``, ``InvalidEndpoint`` where the catalog holds what is no address.
    func endpoint(in catalog: JSONValue?, of login: KeystoneLogin) throws -> Endpoint {
        let services = catalog?.array ?? []
        let endpoints = services.filter { Self.types.contains($0["type"]?.string ?? "") }
            .flatMap { $0["endpoints"]?.array ?? [] }
        guard let address = endpoints.first(where: matches)?["url"]?.string else {
            throw MissingEndpoint(
                search: self, login: login.description, address: login.address,
                services: services.compactMap { $0["type"]?.string }, endpoints: endpoints.map(Self.words))
        }
        return try Endpoint(address)
    }

    private func matches(_ endpoint: JSONValue) -> Bool {
        guard endpoint["interface"]?.string == interface else { return false }
        return region.map { $0 == endpoint["region_id"]?.string || $0 == endpoint["region"]?.string } ?? true
    }

    private static func words(_ endpoint: JSONValue) -> String {
        let region = endpoint["region_id"]?.string ?? endpoint["region"]?.string ?? "no region"
        return "\(endpoint["interface"]?.string ?? "no interface") in \(region)"
    }
}

/// The catalog of the Identity service has no such endpoint of the Bare Metal service for the caller.
public struct MissingEndpoint: Error, Sendable, Hashable, CustomStringConvertible {
    public var search: CatalogSearch
    /// Whose catalog it is.
    public var login: String
    /// The Identity service.
    public var address: Endpoint
    /// The types of the services that the catalog has.
    public var services: [String]
    /// The interfaces and regions of the Bare Metal service that the catalog has.
    public var endpoints: [String]

    public var description: String {
        let region = search.region.map { " in the region \($0)" } ?? ""
        return "The catalog that \(address) has for \(login) names no baremetal service with the interface "
            + "\(search.interface)\(region); it has \(found).\nAdvice: \(advice)"
    }

    private var found: String {
        if !endpoints.isEmpty { return "baremetal endpoints: " + endpoints.joined(separator: ", ") }
        return services.isEmpty ? "nothing at all" : "services of other types: " + services.joined(separator: ", ")
    }

    private var advice: String {
        if !endpoints.isEmpty { return "Choose one of them with OS_INTERFACE and OS_REGION_NAME, or use --url." }
        return services.isEmpty
            ? "A token without a scope has no catalog: name OS_PROJECT_NAME or OS_SYSTEM_SCOPE=all, or use --url."
            : "Register the service (openstack endpoint create … baremetal public ADDRESS), or name it with --url."
    }
}
