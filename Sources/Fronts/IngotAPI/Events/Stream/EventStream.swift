import AsyncToolkit
import Hummingbird
import IngotModel
import NIOCore
import ServiceLifecycle

/// One client's stream, from its first event to its end.
///
/// Each write waits until the client has room, and the next page is read only then: a slow client makes nothing grow.
struct EventStream: Sendable {
    let services: APIServices
    let slot: CallSlots.Slot
    /// The facts of an event, as far as the client may see them.
    let show: @Sendable (Event) -> JSONValue

    /// Writes events until the client is gone, its time is over, or the server ends.
    func run(_ start: EventReader, _ writer: inout any ResponseBodyWriter) async throws {
        let (bell, configuration) = (services.store.eventBell, services.configuration)
        let clock = ContinuousClock()
        let end = clock.now + configuration.eventStreamLifetime
        var reader = start
        var lastWrite = clock.now
        try await writer.write(EventText.opening(after: reader.position))
        while !Task.isShuttingDownGracefully {
            let rings = bell.rings
            let (text, hasMore) = pending(try await reader.look())
            if let text {
                try await writer.write(text)
                lastWrite = clock.now
            }
            if hasMore, clock.now < end + Self.grace { continue }
            guard clock.now < end else { return }
            if clock.now - lastWrite >= configuration.eventHeartbeatInterval {
                try await writer.write(EventText.heartbeat)
                lastWrite = clock.now
            }
            let wait = min(
                configuration.eventPollInterval, configuration.eventHeartbeatInterval, end - clock.now)
            try await Self.wait(for: bell, after: rings, atMost: wait)
        }
    }

    /// How long a stream whose time is over may go on with what is waiting already.
    private static let grace = Duration.seconds(60)

    /// What to write of a finding, and whether to look again at once.
    private func pending(_ finding: EventReader.Finding) -> (text: ByteBuffer?, hasMore: Bool) {
        switch finding {
        case .gap(let sequence): return (EventText.reset(missedUpTo: sequence), true)
        case .events(let events, let hasMore):
            guard !events.isEmpty else { return (nil, hasMore) }
            var text = ByteBuffer()
            for event in events { text.writeImmutableBuffer(EventText.event(event, shown: show(event))) }
            return (text, hasMore)
        }
    }

    /// Returns when there may be something new, or the server begins to end.
    private static func wait(for bell: Bell, after rings: UInt64, atMost limit: Duration) async throws {
        await withGracefulShutdownHandler {
            await bell.wait(after: rings, atMost: limit, on: ContinuousClock())
        } onGracefulShutdown: {
            bell.ring()
        }
        try Task.checkCancellation()
    }
}
