import IngotModel
import IngotStorage

/// Writes what operators find in `GET …/history`: how each verb ended.
struct RunHistory {
    let conductor: String
    let transaction: Transaction

    /// - Parameters:
    ///   - before: the node as it was when the run's last state began.
    ///   - after: the node as it is now.
    func append(
        _ severity: HistoryEntry.Severity, _ event: String, of run: Run, from before: Node, to after: Node,
        at now: Timestamp
    ) throws {
        var entry = HistoryEntry(
            node: after.id, severity: severity, event: event, eventType: Self.type(of: run.kind), createdAt: now)
        entry.conductor = conductor
        entry.user = run.arguments["user"]?.string
        entry.project = run.arguments["project"]?.string
        entry.state = after.provisionState.rawValue
        entry.targetProvisionState = after.targetProvisionState?.rawValue
        entry.durationSeconds = Int((now - (before.provisionUpdatedAt ?? run.startedAt)).inSeconds)
        try transaction.history.append(entry)
    }

    private static func type(of kind: NodeRequest.Kind) -> String {
        guard case .provision(let verb) = kind else { return "power" }
        return types[verb] ?? "provisioning"
    }

    /// The field's words (peer: ironic 39.0.0, `ironic/common/states.py`), and those of its states where it has none.
    private static let types: [Verb: String] = [
        .manage: "verify", .inspect: "introspection", .provide: "cleaning", .clean: "cleaning", .adopt: "adoption",
        .deleted: "unprovision", .undeploy: "unprovision", .rescue: "rescuing", .unrescue: "unrescuing",
        .service: "servicing",
    ]
}
