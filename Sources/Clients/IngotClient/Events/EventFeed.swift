import AsyncHTTPClient
import IngotModel
import NIOCore

/// What happens to nodes, told as it happens; only Ingot knows this call.
///
/// The feed outlives its connections: when one ends, the next begins after the last event that was read, so that none
/// is missed and none comes twice. It ends when the service refuses, or when nobody reads it any more.
public struct EventFeed: AsyncSequence, Sendable {
    public typealias Element = Resource

    let client: IngotClient
    let query: [String: String]
    let after: String?

    public func makeAsyncIterator() -> Iterator { Iterator(feed: self) }

    public struct Iterator: AsyncIteratorProtocol {
        private let feed: EventFeed
        private var place: String?
        private var body: HTTPClientResponse.Body.AsyncIterator?
        private var parser = EventStreamParser()
        private var ready: [EventStreamParser.Block] = []
        /// Connections in a row that told nothing.
        private var failures = 0

        /// How often in a row a connection may fail before the feed does.
        private static let patience = 5
        /// The time between two connections, so that a service that ends each at once is not overrun.
        private static let breath = Duration.milliseconds(200)

        init(feed: EventFeed) {
            self.feed = feed
            place = feed.after
        }

        /// The next event: `{sequence, kind, at, node_uuid, body}`; of kind `reset` where events were missed for good.
        ///
        /// - Throws: ``ClientError`` where the service refuses, or is not there for several attempts.
        public mutating func next() async throws -> Resource? {
            while true {
                try Task.checkCancellation()
                if !ready.isEmpty { return event(ready.removeFirst()) }
                do {
                    try await readOn()
                } catch let error as ClientError where error.status != nil || failures >= Self.patience {
                    throw error
                } catch is ClientError {
                    try await pause()
                }
            }
        }

        /// Reads some more of the connection, and opens one where there is none.
        private mutating func readOn() async throws {
            if body == nil {
                parser = EventStreamParser()
                body = try await feed.client.stream(call).makeAsyncIterator()
            }
            do {
                guard let bytes = try await body?.next() else {
                    body = nil
                    return try await Task.sleep(for: Self.breath)
                }
                ready = try parser.read(bytes.readableBytesView)
                failures = 0
            } catch let error as EventStreamParser.LineTooLong {
                throw error
            } catch let error as CancellationError {
                throw error
            } catch {
                // A connection that broke off is like one that ended: the next one begins where it stopped.
                body = nil
                failures += 1
                guard failures < Self.patience else { throw error }
            }
        }

        private mutating func pause() async throws {
            failures += 1
            try await Task.sleep(for: Self.breath * (1 << failures))
        }

        private var call: Call {
            var query = feed.query
            query["after"] = place
            return Call("GET", ["v1", "events", "stream"], query: query)
        }

        private mutating func event(_ block: EventStreamParser.Block) -> Resource {
            if let id = block.id { place = id }
            let data = (try? JSONValue.parse(block.data)) ?? .string(block.data)
            guard block.name == "reset", case .object(var members) = data else { return Resource(data) }
            members["kind"] = "reset"
            return Resource(JSONValue(members))
        }
    }
}

extension IngotClient {
    /// - Parameters:
    ///   - nodes: the nodes to hear of; all that the caller may see where none is named.
    ///   - kinds: the kinds of event to hear of; all of them where none is named.
    ///   - after: the sequence of the last event that is known already; from now on where it is nil.
    public func events(nodes: [String] = [], kinds: [String] = [], after: String? = nil) -> EventFeed {
        var query: [String: String] = [:]
        if !nodes.isEmpty { query["node"] = nodes.joined(separator: ",") }
        if !kinds.isEmpty { query["kinds"] = kinds.joined(separator: ",") }
        return EventFeed(client: self, query: query, after: after)
    }
}
