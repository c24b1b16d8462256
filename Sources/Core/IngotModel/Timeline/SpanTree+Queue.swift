/// What came before a run: the wait for a conductor, and that for room.
extension SpanTree {
    static func queue(of run: Run, _ entries: [JournalEntry]) -> [Span] {
        let begun = max(run.startedAt, run.requestedAt)
        let found = entries.lazy.compactMap { entry in RoomWait(entry).map { (entry, $0) } }.first
        let taken = found.map { min(max($0.1.since, run.requestedAt), begun) } ?? begun
        let conductor = Span(
            path: "queue", name: "wait for a conductor", kind: .queue, start: run.requestedAt, end: taken)
        guard let (entry, wait) = found else { return [conductor] }
        let limit = wait.limit.split(separator: ".").last.map(String.init) ?? wait.limit
        var room = Span(
            path: "queue/room", name: "wait for room: \(limit)", kind: .queue, start: taken, end: begun)
        room.waitsFor = .room
        room.attributes = ["limit": .string(wait.limit)]
        room.events = [Span.Event(entry)]
        return [conductor, room]
    }
}
