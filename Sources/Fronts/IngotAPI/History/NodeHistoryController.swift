import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// What happened to a node.
struct NodeHistoryController: Sendable {
    let services: APIServices

    private static let access = EndpointAccess.node("baremetal:node:history:get")

    var endpoints: [Endpoint] {
        let schema = HistoryFields.table.schema
        return [
            Endpoint(
                .get, "/nodes/{node}/history", since: HistoryFields.since, Self.access,
                query: Page.parameters(of: schema) + [.init("detail", .flag)], answer: .list("history", of: schema),
                "Lists what happened to a node.", list),
            Endpoint(
                .get, "/nodes/{node}/history/{event}", since: HistoryFields.since, Self.access,
                answer: .resource(schema), "Shows one thing that happened to a node.", show),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let table = HistoryFields.table
        let isDetailed = try context.query.flag("detail") ?? false
        let selection = isDetailed ? table.all(for: context.version) : table.listed(for: context.version)
        let page = try Page(context.query, maximum: services.configuration.maximumPageSize)
        if let key = page.sortKey { try table.checkSortKey(key, version: context.version) }
        let marker = try page.marker(of: HistoryEntry.self)
        let entries = try await NodeReader(services: services).read(context) { node, transaction in
            if let marker { _ = try Self.entry(marker.text, of: node, transaction) }
            return try transaction.history.list(page.listing(HistoryFilter(node: node.id), after: marker?.text))
        }
        let views = entries.prefix(page.limit).map {
            HistoryView(record: $0, links: context.links, isShort: !isDetailed)
        }
        return page.answer(
            "history", at: context.links.path(of: request), views, hasMore: entries.count > page.limit,
            query: context.query, links: context.links, marker: { $0.record.id.text }, bytes: selection.bytes)
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let reference = try context.reference("event")
        let entry = try await NodeReader(services: services).read(context) { node, transaction in
            try Self.entry(reference, of: node, transaction)
        }
        let view = HistoryView(record: entry, links: context.links, isShort: false)
        return .json(HistoryFields.table.all(for: context.version).show(view))
    }

    /// - Throws: ``APIError`` (404) where the node's history has no such entry.
    private static func entry(
        _ reference: String, of node: Node, _ transaction: Transaction
    ) throws -> HistoryEntry {
        guard let id = HistoryEntryID(reference), let entry = try transaction.history.find(id, of: node.id) else {
            throw APIError(
                status: 404, code: "history_entry_not_found",
                message: "The history of node \(node.id) has no entry '\(reference)'")
        }
        return entry
    }
}
