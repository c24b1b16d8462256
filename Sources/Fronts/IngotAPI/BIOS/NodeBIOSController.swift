import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// The settings of a node's firmware, as they were last read.
struct NodeBIOSController: Sendable {
    let services: APIServices

    private static let access = EndpointAccess.node("baremetal:node:bios:get")

    var endpoints: [Endpoint] {
        let schema = BIOSFields.table.schema
        return [
            Endpoint(
                .get, "/nodes/{node}/bios", since: BIOSFields.since, Self.access,
                query: [Self.parameter("detail", .flag), Self.parameter("fields", .wordsAmong(schema.names))],
                answer: .list("bios", of: schema), "Lists a node's BIOS settings.", list),
            Endpoint(
                .get, "/nodes/{node}/bios/{setting_name}", since: BIOSFields.since, Self.access,
                answer: .partsByName(schema), "Shows one BIOS setting under its name.", show),
        ]
    }

    /// Older clients are told 400, not 406.
    private static func parameter(_ name: String, _ kind: QueryParameter.Kind) -> QueryParameter {
        .init(
            name, kind, since: BIOSFields.registrySince,
            refusal: .invalid(
                "The query parameter '\(name)' needs API version \(Microversion(minor: BIOSFields.registrySince)) or"
                    + " newer"))
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let selection = try BIOSFields.table.selection(context.query, for: context.version)
        let settings = try await NodeReader(services: services).read(context) { node, transaction in
            try transaction.biosSettings.list(node.id)
        }
        let views = settings.map { BIOSSettingView(record: $0, links: context.links) }
        return .json(["bios": .array(views.map(selection.show))])
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let name = try context.reference("setting_name")
        let setting = try await NodeReader(services: services).read(context) { node, transaction in
            guard let setting = try transaction.biosSettings.find(node.id, name) else {
                throw APIError(
                    status: 404, code: "bios_setting_not_found",
                    message: "Node \(node.id) has no BIOS setting '\(name)', as far as its settings have been read")
            }
            return setting
        }
        let view = BIOSSettingView(record: setting, links: context.links)
        return .json([setting.name: BIOSFields.table.all(for: context.version).show(view)])
    }
}
