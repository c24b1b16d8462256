import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// The hardware types that the running conductors support.
struct DriversController: Sendable {
    let services: APIServices

    private static let rule = EndpointAccess.rule("baremetal:driver:get")

    var endpoints: [Endpoint] {
        let schema = DriverFields.table.schema
        return [
            Endpoint(
                .get, "/drivers", Self.rule,
                query: [
                    .init("type", .choice(["classic", "dynamic"]), since: 30), .init("detail", .flag, since: 30),
                    .init("fields", .wordsAmong(schema.names), since: 77),
                ], answer: .list("drivers", of: schema), "Lists drivers.", list),
            Endpoint(
                .get, "/drivers/{driver_name}", Self.rule,
                query: [.init("fields", .wordsAmong(schema.names), since: 77)],
                answer: .resource(schema), "Shows one driver.", show),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let type = context.query["type"]
        guard [nil, "classic", "dynamic"].contains(type) else {
            throw APIError.invalid("The query parameter 'type' must be classic or dynamic")
        }
        let selection = try DriverFields.table.selection(context.query, for: context.version)
        let drivers = type == "classic" ? [] : try await drivers(context)
        return .json(["drivers": .array(drivers.map(selection.show))])
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let selection = try DriverFields.table.selection(ofOne: context.query, for: context.version)
        let name = try context.reference("driver_name")
        guard let driver = try await drivers(context).first(where: { $0.name == name }) else {
            throw APIError.notFound("driver", name)
        }
        return .json(selection.show(driver))
    }

    private func drivers(_ context: APIContext) async throws -> [DriverView] {
        let oldest = services.oldestSighting
        return try await services.store.read { transaction in
            let living = try transaction.conductors.online(since: oldest)
            let offers = Dictionary(grouping: try transaction.conductors.offers(since: oldest), by: \.hardwareType)
            return offers.sorted { $0.key < $1.key }.map { name, offers in
                DriverView(
                    name: name, hosts: living.filter { $0.drivers.contains(name) }.map(\.hostname), offers: offers,
                    links: context.links)
            }
        }
    }
}
