import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Who does the work, and who of them is alive.
struct ConductorsController: Sendable {
    let services: APIServices

    private static let rule = EndpointAccess.rule("baremetal:conductor:get")

    var endpoints: [Endpoint] {
        let schema = ConductorFields.table.schema
        return [
            Endpoint(
                .get, "/conductors", since: ConductorFields.since, Self.rule,
                query: Page.parameters(of: schema) + [
                    .init("fields", .wordsAmong(schema.names)), .init("detail", .flag),
                ],
                answer: .list("conductors", of: schema), "Lists conductors.", list),
            Endpoint(
                .get, "/conductors/{hostname}", since: ConductorFields.since, Self.rule,
                query: [.init("fields", .wordsAmong(schema.names + ConductorExtra.allCases.map(\.rawValue)))],
                answer: .resource(
                    ResourceSchema(
                        name: "conductor with extras",
                        fields: schema.fields + ConductorExtra.allCases.map { .init($0.rawValue, $0.type) })),
                "Shows one conductor.", show),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let selection = try ConductorFields.table.selection(context.query, for: context.version)
        let page = try Page(context.query, maximum: services.configuration.maximumPageSize)
        let views = try rest(of: ordered(try await conductors(context), page, context.version), after: page.marker)
        return page.answer(
            "conductors", at: "conductors", Array(views.prefix(page.limit)), hasMore: views.count > page.limit,
            query: context.query, links: context.links, marker: { $0.record.hostname }, bytes: selection.bytes)
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let (selection, extras) = try Self.selection(ofOne: context)
        let hostname = try context.reference("hostname")
        guard let view = try await conductors(context).first(where: { $0.record.hostname == hostname }) else {
            throw APIError.notFound("conductor", hostname)
        }
        guard !extras.isEmpty, var members = selection.show(view).object else { return .json(selection.show(view)) }
        members.merge(
            try await services.store.read { transaction in
                try extras.map { ($0.rawValue, try $0.shown(view.record, transaction)) }
            }
        ) { $1 }
        return .json(.object(members))
    }

    private static func selection(
        ofOne context: APIContext
    ) throws -> (fields: FieldSelection<ConductorView>, extras: [ConductorExtra]) {
        let table = ConductorFields.table
        let names = context.query.words("fields") ?? []
        let extras = names.compactMap(ConductorExtra.init)
        guard !extras.isEmpty else { return (try table.selection(ofOne: context.query, for: context.version), []) }
        let others = names.filter { ConductorExtra(rawValue: $0) == nil }
        return (try table.chosen(others.isEmpty ? ["hostname"] : others, for: context.version), extras)
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
