/// For whom or what a suspended step waits, or a run that has not begun.
enum WaitSubject: String, Sendable, Hashable, CaseIterable {
    case agentCommand = "agent command"
    case bmcTask = "BMC task"
    case childNodes = "child nodes"
    case heartbeat
    case operatorHold = "operator"
    case reboot
    /// For its kind of work to be less.
    case room
    case time
    /// The ticket is of a kind that is not known here.
    case something

    /// Read from the members of the ticket that the step left.
    init(ticket: JSONValue?) {
        guard let ticket, let members = ticket.object else {
            self = .operatorHold
            return
        }
        self = Self.signs.first { members.keys.contains($0.member) }?.subject ?? .something
    }

    /// The member by which each kind of ticket is told, the more telling first.
    private static let signs: [(member: String, subject: WaitSubject)] = [
        ("command", .agentCommand), ("task", .bmcTask), ("told", .reboot), ("waiting", .childNodes), ("until", .time),
        ("since", .heartbeat),
    ]
}
