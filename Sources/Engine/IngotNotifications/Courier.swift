import IngotMetrics
import IngotModel
import IngotStorage
import Logging

/// Posts to one receiver what there is to post for the stream of events, in its order, each event at least once.
///
/// The place in the stream is in the database and moves on only after the receiver has confirmed, so that whoever goes
/// on after a crash, here or elsewhere, begins with the event that may not have arrived. Nothing is queued in memory:
/// what waits is the stream itself, of which one page is read at a time.
struct Courier: Sendable {
    let target: DeliveryTarget
    /// Makes what is posted.
    let source: any DeliverySource
    let store: Store
    let settings: NotificationSettings
    let sender: any DeliverySender
    let holder: DeliveryHolder
    let clock: any WallClock
    let meter: DeliveryMeter
    let logger: Logger

    /// Begins the receiver with what happens from now on, where it is not known yet, and takes it back from a life of
    /// this process that ended without letting go of it.
    func enter() async throws {
        let (identifier, own) = (target.identifier, holder)
        try await store.write { transaction in
            guard let known = try transaction.webhooks.find(identifier) else {
                let last = try transaction.events.last()
                return try transaction.webhooks.enter(WebhookCursor(target: identifier, position: last))
            }
            guard let holder = known.holder, own.hadEarlierLife(holder) else { return }
            try transaction.webhooks.release(holder)
        }
    }

    /// Delivers what is waiting.
    ///
    /// - Returns: how long nothing is to be done, unless the bell of the events rings; nil where more is waiting.
    func deliver() async throws -> Duration? {
        let now = clock.now
        let identifier = target.identifier
        let (known, next) = try await store.read { transaction in
            let known = try transaction.webhooks.find(identifier)
            return (known, try known.flatMap { try transaction.events.after($0.position, limit: 1).first })
        }
        guard let known else {
            try await enter()
            return nil
        }
        // Told by every process, whoever delivers.
        meter.falls(behind: next.map { now - $0.at } ?? .zero)
        if next == nil || known.isHeld(byOthersThan: holder.text, at: now) { return settings.pollInterval }
        if let next = known.nextAttempt, next > now { return min(next - now, settings.pollInterval) }
        return try await deliverPage()
    }

    /// Lets others deliver at once.
    func leave() async {
        do {
            let holder = holder.text
            try await store.write { try $0.webhooks.release(holder) }
        } catch {
            logger.warning("A receiver was not let go of; others wait for its end", metadata: ["error": "\(error)"])
        }
    }

    private func deliverPage() async throws -> Duration? {
        let (identifier, holder, limit) = (target.identifier, holder.text, settings.pageSize)
        let (now, end) = (clock.now, clock.now + settings.claim)
        let page = try await store.write { transaction -> (WebhookCursor, [Event], Int64)? in
            guard let cursor = try transaction.webhooks.claim(identifier, by: holder, at: now, until: end) else {
                return nil
            }
            return (
                cursor, try transaction.events.after(cursor.position, limit: limit), try transaction.events.first()
            )
        }
        guard let (claimed, events, first) = page else { return settings.pollInterval }
        var cursor = claimed
        if cursor.position > 0, first > cursor.position + 1 {
            tellGap(from: cursor.position, to: first)
            // Passed at once, so that they are told of once, however often the next event is tried.
            cursor.pass(first - 1)
            guard try await write(cursor) else { return settings.pollInterval }
        }
        for event in events {
            if source.kinds.contains(event.kind), let pause = try await deliver(event, &cursor) { return pause }
            cursor.pass(event.sequence)
            cursor.claimedUntil = clock.now + settings.claim
            // What nobody is told of is passed together with the next event that somebody is.
            guard source.kinds.contains(event.kind) || event == events.last else { continue }
            guard try await write(cursor) else { return settings.pollInterval }
        }
        guard events.count < limit else { return nil }
        meter.falls(behind: .zero)
        return settings.pollInterval
    }

    /// - Returns: how long to wait, where the event has not arrived and is to be tried again; nil where it is done
    ///   with.
    private func deliver(_ event: Event, _ cursor: inout WebhookCursor) async throws -> Duration? {
        guard let delivery = try await source.delivery(of: event, to: target, at: clock.now) else { return nil }
        do {
            try await sender.send(delivery, to: target, within: settings.timeout)
            meter.count(.delivered)
            return nil
        } catch let failure as DeliveryFailure {
            let now = clock.now
            meter.falls(behind: now - event.at)
            let verdict = DeliveryPatience(settings: settings).heard(failure.description, of: &cursor, at: now)
            guard !source.isFinal(failure), case .tryAgain(let next) = verdict else {
                giveUp(event, after: cursor)
                return nil
            }
            meter.count(.failed)
            if cursor.attempts == 1 { tell("A receiver does not take an event; it is tried again", event, failure) }
            guard try await write(cursor) else { return settings.pollInterval }
            return min(next - now, settings.pollInterval)
        }
    }

    private func write(_ cursor: WebhookCursor) async throws -> Bool {
        try await store.write { try $0.webhooks.update(cursor) }
    }

    // MARK: What operators are told

    private func giveUp(_ event: Event, after cursor: WebhookCursor) {
        meter.count(.givenUp)
        logger.error(
            "An event was given up, as its receiver refused it or did not take it in time; what follows is tried next",
            metadata: [
                "receiver": "\(target.label)", "event.sequence": "\(event.sequence)",
                "event.kind": "\(event.kind.rawValue)", "attempts": "\(cursor.attempts)",
                "error": "\(cursor.lastError ?? "")",
            ])
    }

    private func tellGap(from position: Int64, to first: Int64) {
        let missed = Int(first - position - 1)
        meter.count(.missed, missed)
        logger.error(
            "Events were removed before their receiver took them; raise events.retention or mend the receiver sooner",
            metadata: ["receiver": "\(target.label)", "events": "\(missed)"])
    }

    private func tell(_ message: Logger.Message, _ event: Event, _ failure: DeliveryFailure) {
        logger.warning(
            message,
            metadata: [
                "receiver": "\(target.label)", "event.sequence": "\(event.sequence)", "error": "\(failure)",
            ])
    }
}
