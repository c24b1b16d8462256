import Hummingbird
import IngotContracts
import IngotModel

/// Ingot's own extension: what a verb or a change of power would do to a node.
struct PlanController: Sendable {
    let services: APIServices

    /// A plan as answers show it.
    static let answer = EndpointAnswer.object(
        "plan",
        [
            .init("verb", .anyText), .init("from_state", .anyText),
            .init("target", .anyText, nullable: true), .init("steps", .objects), .init("destroys", .texts),
            .init("reboots", .count), .init("blocked_by", .objects), .init("notes", .texts),
            .init("disks", .object, nullable: true), .init("estimate", .object, nullable: true),
            .init("waits_for_room", .object, nullable: true),
            .init("will_fail", .anyText, nullable: true),
        ])

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/nodes/{node}/plan", .node("baremetal:node:validate"), query: [.init("target")],
                answer: Self.answer,
                "Tells what a verb would do to a node.", plan)
        ]
    }

    private func plan(_ request: Request, _ context: APIContext) async throws -> Response {
        let word = context.query["target"] ?? ""
        guard let kind = NodeRequest.Kind(text: "plan:\(word)") else {
            let words = (Verb.allCases.map(\.rawValue) + PowerTarget.allCases.map(\.rawValue)).joined(separator: ", ")
            throw APIError.invalid("The query parameter 'target' must be one of: \(words)", code: "unknown_verb")
        }
        let now = services.now
        let plan = try await NodeRequests(services: services).plan(try context.reference("node"), context) { node, _ in
            NodeRequest(node: node.id, kind: kind, requestedAt: now, apiRequest: context.requestID)
        }
        return .json(plan)
    }
}
