/// Something that was seen of a machine while a run was under way on it: evidence for timelines and for errors.
///
/// It is kept as a journal entry of the kind `observed`, with its source in the entry's ticket.
package struct Observation: Sendable, Hashable {
    /// Who saw it.
    package enum Source: String, Sendable, Hashable, CaseIterable, Codable {
        /// What the agent told of itself.
        case agent
        /// What the power and management interfaces told of the machine.
        case bmc
        /// What the machine asked the boot services for.
        case boot
        /// What was decided about the node's maintenance.
        case maintenance
    }

    package var source: Source
    /// One line, for people.
    package var text: String

    package init(_ source: Source, _ text: String) {
        self.source = source
        self.text = text
    }

    package var ticket: JSONValue { [Self.member: .string(source.rawValue)] }

    fileprivate static let member = "source"
}

extension JournalEntry {
    /// What was seen, or nil where the entry tells of a step.
    package var observation: Observation? {
        guard kind == .observed, let word = ticket?[Observation.member]?.string, let detail else { return nil }
        return Observation.Source(rawValue: word).map { Observation($0, detail) }
    }
}
