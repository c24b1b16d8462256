import Hummingbird
import IngotModel

/// The RAID configuration that a node is to get when it is cleaned next.
struct NodeRAIDController: Sendable {
    let services: APIServices

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .put, "/nodes/{node}/states/raid", since: 12, refusal: 406, .node("baremetal:node:set_raid_state"),
                body: .free("The wanted RAID configuration, with 'logical_disks'; an empty object takes it back."),
                answer: .noContent, "Sets the RAID configuration that a node is to get.", set)
        ]
    }

    private func set(_ request: Request, _ context: APIContext) async throws -> Response {
        let wanted = try await JSONBody.object(request, context)
        _ = try await NodeRequests(services: services).call(
            .raidSet, taking: ["target_raid_config": .object(wanted)], context)
        return .empty(.noContent)
    }
}
