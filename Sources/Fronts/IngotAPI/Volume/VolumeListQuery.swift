import IngotModel
import IngotStorage

/// Reads the filters of lists of volume connectors and targets (contract: `routes.json`, `GET /v1/volume/…`).
struct VolumeListQuery: Sendable {
    static let parameters: [QueryParameter] = [.init("node"), .init("project")]

    private let node: String?
    private let project: String?

    /// - Throws: ``APIError`` (403) where the caller may not list.
    init(_ parameters: QueryParameters, _ context: APIContext) throws {
        let own = try context.project(listing: "baremetal:volume:list_all", own: "baremetal:volume:list")
        project = own ?? parameters["project"]
        node = try context.parameters.get("node").map { _ in try context.reference("node") } ?? parameters["node"]
    }

    /// - Throws: ``APIError`` (404) for a node that is not there.
    func filter<Entity: StoredResource>(
        _ transaction: Transaction, _ context: APIContext
    ) throws -> VolumeFilter<Entity> {
        var filter = VolumeFilter<Entity>()
        filter.project = project
        if let node { filter.node = try NodeReader.node(node, transaction, context).id }
        return filter
    }
}
