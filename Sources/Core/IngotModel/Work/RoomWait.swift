/// That a request stood in line until there was room for its kind of work. The request keeps it while it waits, and the
/// journal of its run afterwards, for the timeline.
package struct RoomWait: Sendable, Hashable {
    package var since: Timestamp
    /// The setting that there was no room for, such as `conductor.max_deploys`.
    package var limit: String
    /// The target that the node showed before; meanwhile it shows that of the request.
    package var targetBefore: ProvisionState?

    package init(since: Timestamp, limit: String, targetBefore: ProvisionState? = nil) {
        self.since = since
        self.limit = limit
        self.targetBefore = targetBefore
    }

    /// Nil where the request did not wait.
    package init?(_ request: NodeRequest) { self.init(request.reply) }

    /// Nil where the entry tells of something else.
    init?(_ entry: JournalEntry) {
        guard entry.kind == .observed, entry.stepIndex == nil else { return nil }
        self.init(entry.ticket)
    }

    private init?(_ json: JSONValue?) {
        guard let room = json?[Self.member], let since = room["since"]?.integer, let limit = room["limit"]?.string
        else { return nil }
        self.init(
            since: Timestamp(microseconds: Int64(since)), limit: limit,
            targetBefore: room[Self.target]?.string.flatMap(ProvisionState.init))
    }

    /// A member of the reply of requests that wait, and the ticket of journal entries.
    package var json: JSONValue {
        var room: [String: JSONValue] = ["since": .integer(since.microseconds), "limit": .string(limit)]
        room[Self.target] = targetBefore.map { .string($0.rawValue) }
        return [Self.member: .object(room)]
    }

    private static let member = "room"
    private static let target = "target_before"
}
