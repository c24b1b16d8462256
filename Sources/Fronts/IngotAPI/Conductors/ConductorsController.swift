import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Who does the work, and who of them is alive.
struct ConductorsController: Sendable {
    let services: APIServices

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/conductors", since: ConductorFields.since, list),
            Endpoint(.get, "/conductors/{hostname}", since: ConductorFields.since, show),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try QueryParameters(
            request, known: Page.parameters + [.init("fields"), .init("detail")], version: context.version)
        let isDetailed = try query.flag("detail") ?? false
        let fields = query.words("fields")
        guard !isDetailed || fields == nil else {
            throw APIError.invalid("The query parameters 'detail' and 'fields' exclude each other")
        }
        let selection =
            if let fields {
                try ConductorFields.table.chosen(fields, for: context.version)
            } else if isDetailed {
                ConductorFields.table.all(for: context.version)
            } else {
                ConductorFields.table.listed(for: context.version)
            }
        let page = try Page(query, maximum: services.configuration.maximumPageSize)
        let views = try ordered(try await conductors(context), page, context.version)
        return .json(
            page.answer(
                "conductors", at: "conductors", try rest(of: views, after: query["marker"]), query: query,
                links: context.links, marker: { $0.record.hostname }, show: selection.show))
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try QueryParameters(request, known: [.init("fields")], version: context.version)
        let selection = try query.words("fields").map { try ConductorFields.table.chosen($0, for: context.version) }
        let hostname = try context.reference("hostname")
        guard let view = try await conductors(context).first(where: { $0.record.hostname == hostname }) else {
            throw APIError.notFound("conductor", hostname)
        }
        return .json((selection ?? ConductorFields.table.all(for: context.version)).show(view))
    }

    private func conductors(_ context: APIContext) async throws -> [ConductorView] {
        let oldest = services.oldestSighting
        return try await services.store.read { try $0.conductors.list() }.map { record in
            ConductorView(record: record, isAlive: record.isOnline && record.lastSeen >= oldest, links: context.links)
        }
    }

    /// There are few conductors, so that they are sorted here rather than in the database.
    private func ordered(
        _ views: [ConductorView], _ page: Page, _ version: Microversion
    ) throws -> [ConductorView] {
        var field = ConductorFields.table["created_at"]
        if let key = page.sortKey, key != "id" {
            try ConductorFields.table.checkSortKey(key, version: version)
            field = ConductorFields.table[key]
        }
        let sorted = views.sorted { left, right in
            let pair = (field?.show(left).string ?? "", field?.show(right).string ?? "")
            return pair.0 == pair.1 ? left.record.hostname < right.record.hostname : pair.0 < pair.1
        }
        return page.ascending ? sorted : sorted.reversed()
    }

    private func rest(of views: [ConductorView], after marker: String?) throws -> [ConductorView] {
        guard let marker else { return views }
        guard let index = views.firstIndex(where: { $0.record.hostname == marker }) else {
            throw APIError.notFound("conductor", marker)
        }
        return Array(views[(index + 1)...])
    }
}
