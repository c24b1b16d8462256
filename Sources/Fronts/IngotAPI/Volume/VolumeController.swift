import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Where volume connectors and targets are found, of all nodes or of one.
struct VolumeController: Sendable {
    let services: APIServices

    private static let answer = EndpointAnswer.object(
        "volume", [.init("links", .links), .init("connectors", .links), .init("targets", .links)])

    var endpoints: [Endpoint] {
        let rule = "baremetal:volume:get"
        return [
            Endpoint(
                .get, "/volume", since: VolumeFields.since, .rule(rule), answer: Self.answer,
                "Links to volume connectors and targets.", all),
            Endpoint(
                .get, "/nodes/{node}/volume", since: VolumeFields.since, .node(rule), answer: Self.answer,
                "Links to a node's volume connectors and targets.", ofNode),
        ]
    }

    private func all(_ request: Request, _ context: APIContext) async throws -> Response {
        Self.answer("volume", context)
    }

    private func ofNode(_ request: Request, _ context: APIContext) async throws -> Response {
        let reference = try context.reference("node")
        _ = try await NodeReader(services: services).view(reference, context)
        return Self.answer("nodes/\(URLText.encoded(reference))/volume", context)
    }

    private static func answer(_ path: String, _ context: APIContext) -> Response {
        .json([
            "links": context.links.pair("\(path)/"), "connectors": context.links.pair("\(path)/connectors"),
            "targets": context.links.pair("\(path)/targets"),
        ])
    }
}
