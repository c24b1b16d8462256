import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// The hardware types that the running conductors support.
struct DriversController: Sendable {
    let services: APIServices

    private static let listParameters: [QueryParameter] = [
        .init("type", since: 30), .init("detail", since: 30), .init("fields", since: 77),
    ]

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/drivers", list),
            Endpoint(.get, "/drivers/{driver}", show),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try QueryParameters(request, known: Self.listParameters, version: context.version)
        let isDetailed = try query.flag("detail") ?? false
        let fields = query.words("fields")
        guard !isDetailed || fields == nil else {
            throw APIError.invalid("The query parameters 'detail' and 'fields' exclude each other")
        }
        guard [nil, "classic", "dynamic"].contains(query["type"]) else {
            throw APIError.invalid("The query parameter 'type' must be classic or dynamic")
        }
        let selection =
            if let fields {
                try DriverFields.table.chosen(fields, for: context.version)
            } else if isDetailed {
                DriverFields.table.all(for: context.version)
            } else {
                DriverFields.table.listed(for: context.version)
            }
        let drivers = query["type"] == "classic" ? [] : try await drivers(context)
        return .json(["drivers": .array(drivers.map(selection.show))])
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = try QueryParameters(
            request, known: [.init("fields", since: 77)], version: context.version)
        let selection = try query.words("fields").map { try DriverFields.table.chosen($0, for: context.version) }
        let name = try context.reference("driver")
        guard let driver = try await drivers(context).first(where: { $0.name == name }) else {
            throw APIError.notFound("driver", name)
        }
        return .json((selection ?? DriverFields.table.all(for: context.version)).show(driver))
    }

    private func drivers(_ context: APIContext) async throws -> [DriverView] {
        let oldest = services.oldestSighting
        return try await services.store.read { transaction in
            let offers = Dictionary(grouping: try transaction.conductors.offers(since: oldest), by: \.hardwareType)
            return try offers.sorted { $0.key < $1.key }.map { name, offers in
                DriverView(
                    name: name, hosts: try transaction.conductors.hosts(ofHardwareType: name, since: oldest),
                    offers: offers, links: context.links)
            }
        }
    }
}
