import Hummingbird
import IngotModel

/// The lights by which a node's parts are found in the rack.
struct NodeIndicatorsController: Sendable {
    let services: APIServices

    private static let path = "/nodes/{node}/management/indicators"
    private static let reading = EndpointAccess.node("baremetal:node:get_indicator_state")

    private static let fields: [ResourceSchema.Field] = [
        .init("name", .anyText), .init("component", .anyText), .init("readonly", .flag),
        .init("states", .texts), .init("links", .links),
    ]

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, Self.path, Self.reading, answer: .parts("indicators", of: "indicator", Self.fields),
                "Lists a node's indicators.", list),
            Endpoint(
                .get, "\(Self.path)/{indicator}", Self.reading,
                answer: .object("indicator state", [.init("state", .anyText)]),
                "Shows the state of an indicator.", show),
            Endpoint(
                .put, "\(Self.path)/{indicator}", .node("baremetal:node:set_indicator_state"),
                body: .arguments([Argument("state", required: true)]), answer: .noContent,
                "Sets the state of an indicator.", set),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let reply = try await NodeRequests(services: services).call(.indicators, context)
        var indicators: [JSONValue] = []
        for (component, lights) in (reply.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            for (name, facts) in (lights.object ?? [:]).sorted(by: { $0.key < $1.key }) {
                let name = IndicatorName(indicator: name, component: component)
                indicators.append(try indicator(name, facts, context))
            }
        }
        return .json(["indicators": .array(indicators)])
    }

    private func indicator(
        _ name: IndicatorName, _ facts: JSONValue, _ context: APIContext
    ) throws -> JSONValue {
        let node = URLText.encoded(try context.reference("node"))
        return [
            "name": .string(name.description), "component": .string(name.component),
            "readonly": facts["readonly"] ?? true, "states": facts["states"] ?? [],
            "links": context.links.pair("nodes/\(node)/management/indicators/\(name)"),
        ]
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        .json(try await NodeRequests(services: services).call(.indicatorGet, taking: try name(context), context))
    }

    private func set(_ request: Request, _ context: APIContext) async throws -> Response {
        var arguments = try name(context)
        arguments["state"] = .string(try context.arguments.requiredText("state"))
        _ = try await NodeRequests(services: services).call(.indicatorSet, taking: arguments, context)
        return .empty(.noContent)
    }

    /// The indicator that the path names, as conductors want it named.
    private func name(_ context: APIContext) throws -> [String: JSONValue] {
        let name = try IndicatorName(try context.reference("indicator"))
        return ["indicator": .string(name.indicator), "component": .string(name.component)]
    }
}
