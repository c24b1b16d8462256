import Hummingbird
import IngotContracts
import IngotModel
import Logging

/// Takes what the field's network service tells of ports; it is logged, and nothing else follows from it.
struct ExternalEventsController: Sendable {
    let services: APIServices

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .post, "/events", since: 54, .rule("baremetal:events:post"),
                body: .free("An object with 'events', a list of events of the network service."), answer: .noContent,
                "Takes events of the network service.", post)
        ]
    }

    private func post(_ request: Request, _ context: APIContext) async throws -> Response {
        for event in try ExternalEvent.list(in: try await JSONBody.object(request, context)) {
            context.logger.info(
                "An event of another service was received",
                metadata: [
                    "request.id": "\(context.requestID)", "event.name": "\(event.name)", "port.uuid": "\(event.port)",
                    "port.address": "\(event.address)",
                    "event.status": "\(event.status)",
                ])
        }
        return .empty(.noContent)
    }
}
