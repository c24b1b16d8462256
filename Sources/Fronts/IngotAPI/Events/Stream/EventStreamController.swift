import HTTPTypes
import Hummingbird
import IngotAuth
import IngotContracts
import IngotModel

extension HTTPField.Name {
    fileprivate static let lastEventID = literal("Last-Event-ID")
    fileprivate static let accelBuffering = literal("X-Accel-Buffering")
}

/// `GET /v1/events/stream`: what happens to nodes, told as it happens.
///
/// A client that comes back tells the last event it has seen, and misses nothing.
struct EventStreamController: Sendable {
    static let path = "/events/stream"
    static let mediaType = "text/event-stream"

    let services: APIServices

    var endpoints: [Endpoint] {
        let kinds = Event.Kind.allCases.map(\.rawValue)
        var stream = Endpoint(
            .get, Self.path, .handler([NodeRules.listAll, NodeRules.list]),
            query: [.init("after"), .init("node", .words), .init("kinds", .wordsAmong(kinds))],
            answer: EndpointAnswer(status: 200, shape: .stream(Self.mediaType)),
            "Tells what happens to nodes, as it happens.", stream)
        stream.headers = ["LastEventID"]
        return [stream]
    }

    private func stream(_ request: Request, _ context: APIContext) async throws -> Response {
        let seen = try Self.place(request.headers[.lastEventID] ?? context.query["after"])
        let filter = try await EventFilter(
            context.query, isResuming: seen != nil, context, services.store)
        let stream = EventStream(services: services, slot: try services.streams.take()) { Self.shown($0, context) }
        let reader = try await EventReader(
            store: services.store, filter: filter, pageSize: services.configuration.eventPageSize, after: seen)
        return Response(
            status: .ok,
            headers: [.contentType: Self.mediaType, .cacheControl: "no-store", .accelBuffering: "no"],
            body: ResponseBody { writer in
                try await stream.run(reader, &writer)
                try await writer.finish(nil)
            })
    }

    /// The event's facts, without what the rules keep from the caller.
    private static func shown(_ event: Event, _ context: APIContext) -> JSONValue {
        let target = event.policyTarget
        guard case .object(var body) = event.body, let error = body["last_error"], !error.isNull,
            !["filter_threshold", "last_error"].contains(where: { context.allows("\(NodeRules.get):\($0)", target) })
        else { return event.body }
        body["last_error"] = .string(NodeVisibility.redaction)
        return .object(body)
    }

    /// An event's sequence as a client tells it; an empty text is what a client sends that has seen none.
    ///
    /// - Throws: ``APIError`` (400).
    private static func place(_ text: String?) throws -> Int64? {
        guard let text, !text.isEmpty else { return nil }
        guard text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let sequence = Int64(text), sequence < .max else {
            throw APIError.invalid("The place '\(text)' is no event's sequence, which is a whole number from 0")
        }
        return sequence
    }
}
