/// Something that happened to a node and that its operator may want to read later. Written once, never changed.
package struct HistoryEntry: Sendable, Hashable {
    package enum Severity: String, Sendable, Hashable, CaseIterable, Codable {
        case info = "INFO"
        case error = "ERROR"
    }

    package var id: HistoryEntryID
    package var node: NodeID
    package var createdAt: Timestamp
    package var severity: Severity
    /// What it was about, such as `provisioning` or `power`.
    package var eventType: String?
    package var event: String?
    /// The conductor that saw it.
    package var conductor: String?
    package var user: String?
    package var project: String?
    /// The provision state that was reached.
    package var state: String?
    package var targetProvisionState: String?
    /// How long the state before had lasted.
    package var durationSeconds: Int?

    package init(
        id: HistoryEntryID = .random(), node: NodeID, severity: Severity, event: String?, eventType: String? = nil,
        createdAt: Timestamp
    ) {
        self.id = id
        self.node = node
        self.severity = severity
        self.event = event
        self.eventType = eventType
        self.createdAt = createdAt
    }
}
