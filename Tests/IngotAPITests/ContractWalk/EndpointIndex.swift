import IngotModel
import IngotStorage

@testable import IngotAPI

/// Ingot's own routes, found as the contract names them.
struct EndpointIndex: Sendable {
    /// Every route with its whole path.
    let all: [(path: String, endpoint: Endpoint)]
    private let byKey: [String: Endpoint]

    init() throws {
        let services = APIServices(
            store: try Store.inMemory(), configuration: APIConfiguration(), clock: SystemWallClock())
        all =
            APIEndpoints.unversioned(services).map { ($0.path, $0) }
            + APIEndpoints.versioned(services).map { ("/v1" + $0.path, $0) }
        byKey = Dictionary(all.map { (ContractRoute.key($1.method.rawValue, $0), $1) }) { first, _ in first }
    }

    subscript(key: String) -> Endpoint? { byKey[key] }

    var keys: [String] { all.map { ContractRoute.key($1.method.rawValue, $0) } }

    /// The schema of what a route shows.
    func schema(shownBy key: String) -> ResourceSchema? {
        switch self[key]?.answer.shape {
        case .resource(let schema)?, .list(_, let schema)?: schema
        default: nil
        }
    }
}
