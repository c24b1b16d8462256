import IngotModel

/// A wait that has taken too long, with what is known of the machine: plain facts, from which the words follow.
struct Overdue: Sendable {
    var verb: String
    var state: ProvisionState
    /// What the step said that it waits for.
    var awaited: String?
    /// Whether the step is nothing without the agent.
    var needsRamdisk: Bool
    /// Whether the failure puts the node into maintenance, where the state is one that does.
    var leavesDoubts = true
    var since: Timestamp
    var now: Timestamp
    var allowed: Duration
    var agent: AgentRecord?
    var powerInterface: String
    var power: PowerFinding
    var knownPower: PowerState?
    /// What others saw of the machine during the step, the newest first.
    var seen: [JournalEntry] = []

    /// The reason for `last_error`: stage, evidence, what to do next.
    var text: String { ([stage] + observations.map(\.text) + earlier + [advice]).joined(separator: "; ") }

    /// What was found out just now, for the journal.
    var observations: [Observation] {
        [Observation(.agent, agentWords), Observation(.bmc, power.words(powerInterface, known: knownPower))]
    }

    private var stage: String {
        let spent = Int((now - since).inSeconds)
        let reset = isHeard ? " after the agent's last sign of life" : ""
        return "it waited too long, \(spent) s since \(since.iso8601), where '\(state.rawValue)' may last"
            + " \(Int(allowed.inSeconds)) s\(reset); it waited for: \(awaited ?? "nothing that it named")"
    }

    private var agentWords: String {
        guard let agent, let url = agent.url else { return "no agent has been heard of on this node" }
        let version = agent.version.map { " (version \($0))" } ?? ""
        guard let beat = agent.lastHeartbeat else { return "the agent at \(url)\(version) has never sent a heartbeat" }
        let status = agent.status.map { ", with the status '\($0)'" } ?? ""
        let message = agent.statusMessage.map { ": \($0)" } ?? ""
        return "the agent at \(url)\(version) was last heard of at \(beat.iso8601), \(age(beat))\(status)\(message)"
    }

    /// The newest of what each source had told before.
    private var earlier: [String] {
        Observation.Source.allCases.compactMap { source in
            guard let entry = seen.first(where: { $0.observation?.source == source }), let text = entry.detail else {
                return nil
            }
            return "\(Self.names[source] ?? source.rawValue) had told, \(age(entry.at)): \(text)"
        }
    }

    private static let names: [Observation.Source: String] = [
        .agent: "the agent", .bmc: "the BMC", .boot: "the boot services",
        .maintenance: "Ingot",
    ]

    /// Whether the agent has given a sign of life since the wait began.
    var isHeard: Bool { agent?.url != nil && (agent?.lastHeartbeat).map { $0 > since } ?? false }

    private func age(_ moment: Timestamp) -> String { "\(Int((now - moment).inSeconds)) s ago" }
}
