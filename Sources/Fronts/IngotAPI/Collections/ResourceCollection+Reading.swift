import HTTPTypes
import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Lists and single resources.
extension ResourceCollection {
    func list(_ request: Request, _ context: APIContext) async throws -> Response {
        try await page(request, try Self.table.selection(context.query, for: context.version), context)
    }

    func listInDetail(_ request: Request, _ context: APIContext) async throws -> Response {
        try await page(request, Self.table.all(for: context.version), context)
    }

    private func page(
        _ request: Request, _ selection: FieldSelection<Resource>, _ context: APIContext
    ) async throws -> Response {
        let page = try Page(context.query, maximum: services.configuration.maximumPageSize)
        if let key = page.sortKey { try Self.table.checkSortKey(key, version: context.version) }
        let filter = try filter(context.query, context)
        let (shown, hasMore) = try await services.store.read { transaction -> ([Resource], Bool) in
            let found = try self.records(filter, page, transaction, context)
            let shown = try self.views(Array(found.prefix(page.limit)), transaction, context)
            return (shown, found.count > page.limit)
        }
        return page.answer(
            Self.member, at: context.links.path(of: request), shown, hasMore: hasMore, query: context.query,
            links: context.links, marker: { $0.record.id.text }, write: selection.write)
    }

    func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let selection = try Self.table.selection(ofOne: context.query, for: context.version)
        let reference = try context.reference(Self.parameter)
        let view = try await services.store.read { transaction in
            try self.view(of: try find(reference, transaction, context), transaction, context)
        }
        return answer(view, selection)
    }

    func view(of record: Record, _ transaction: Transaction, _ context: APIContext) throws -> Resource {
        guard let view = try views([record], transaction, context).first else {
            throw APIError.notFound(Self.table.resource, record.id.text)
        }
        return view
    }

    func answer(
        _ view: Resource, _ selection: FieldSelection<Resource>, status: HTTPResponse.Status = .ok,
        location: String? = nil
    ) -> Response {
        var response = Response.json(bytes: selection.bytes(of: view), status: status, location: location)
        response.headers[.eTag] = EntityTag(of: view.record).text
        return response
    }
}
