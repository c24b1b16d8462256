import IngotModel
import IngotStorage

/// Reads the filters of lists of volume connectors and targets (contract: `routes.json`, `GET /v1/volume/…`).
struct VolumeListQuery: Sendable {
    static let parameters: [QueryParameter] = [.init("node"), .init("project")]

    private static let listAll = "baremetal:volume:list_all"

    private let parent: String?
    private let node: String?
    private let project: String?

    /// - Throws: ``APIError`` (403) where the caller may not list.
    init(_ parameters: QueryParameters, _ context: APIContext) throws {
        project = try context.project(
            listing: Self.listAll, own: "baremetal:volume:list", asked: parameters["project"])
        parent = try context.parameters.get("node").map { _ in try context.reference("node") }
        node = parameters["node"]
    }

    /// - Throws: ``APIError`` (404) for a node that is not there.
    func filter<Entity: StoredResource>(
        _ transaction: Transaction, _ context: APIContext
    ) throws -> VolumeFilter<Entity> {
        var filter = VolumeFilter<Entity>()
        filter.project = project
        if let parent {
            filter.node = try NodeReader.node(parent, transaction, context).id
        } else if let node {
            filter.node = try NodeReader.id(node, filtering: Self.listAll, transaction, context)
        }
        return filter
    }
}
