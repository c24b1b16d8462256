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
        let found = try await services.store.read { try written(filter, page, selection, $0, context) }
        return page.answer(
            Self.member, at: context.links.path(of: request), Array(found.prefix(page.limit)),
            hasMore: found.count > page.limit, query: context.query, links: context.links, marker: \.id,
            bytes: \.bytes)
    }

    func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let selection = try Self.table.selection(ofOne: context.query, for: context.version)
        return try await shown(try reference(context), selection, context).answer(to: request)
    }

    /// How the path calls the resource: by its UUID or, where it has one, by its name.
    ///
    /// - Throws: ``APIError`` (400) for what can be neither.
    func reference(_ context: APIContext) throws -> String {
        let reference = try context.reference(Self.parameter)
        guard NodeName.isUnreserved(reference) || Self.table["name"] == nil else {
            throw APIError(
                status: 400, code: "invalid",
                message: "'\(reference)' can be neither the UUID nor the name of any \(Self.table.resource)",
                form: .framework)
        }
        return reference
    }

    /// The record that the path names.
    ///
    /// - Throws: as ``find(_:_:_:)``.
    func named(_ reference: String, _ transaction: Transaction, _ context: APIContext) throws -> Record {
        try context.finding(reference) { try find($0, transaction, context) }
    }

    func written(
        _ filter: Filter, _ page: Page, _ selection: FieldSelection<Resource>, _ transaction: Transaction,
        _ context: APIContext
    ) throws -> [WrittenResource] {
        try views(try records(filter, page, transaction, context), transaction, context)
            .map { WrittenResource($0, selection) }
    }

    func shown(
        _ reference: String, _ selection: FieldSelection<Resource>, _ context: APIContext
    ) async throws -> WrittenResource {
        let found = try await services.store.read { transaction in
            try view(of: try named(reference, transaction, context), transaction, context)
        }
        return WrittenResource(found, selection)
    }

    func view(of record: Record, _ transaction: Transaction, _ context: APIContext) throws -> Resource {
        guard let view = try views([record], transaction, context).first else {
            throw APIError.notFound(Self.table.resource, record.id.text)
        }
        return view
    }
}
