import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// `POST /v1/heartbeat/{node}`: an agent says that it lives and where it listens.
///
/// What it says is checked, wakes the run that waits for the agent, and is written by one statement to the agent's own
/// row, all in one short transaction: no heartbeat waits for who holds the node, and a storm of them leaves room for
/// other writes. What is refused takes a turn among the writers, too, as a second turn would cost all others more. The
/// peer refuses the first heartbeat of a node that is held just then (409), because it
/// records under the node's lock; that reason does not exist here, so that the heartbeat is recorded.
struct HeartbeatController: Sendable {
    let services: APIServices

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .post, "/heartbeat/{node}", since: 22, .everybody, body: .arguments(HeartbeatCheck.arguments),
                answer: .accepted, "Tells that an agent lives and where it listens."
            ) { try await heartbeat(from: try $1.reference("node"), $1) }
        ]
    }

    /// The node may be named among the arguments, too, by callers who are known.
    var alias: Endpoint {
        Endpoint(
            .post, "/heartbeat", since: 22, .callers,
            body: .arguments([Argument("node_ident", required: true)] + HeartbeatCheck.arguments),
            answer: .accepted, "Tells that an agent lives and where it listens."
        ) { try await heartbeat(from: try $1.arguments.requiredText("node_ident"), $1) }
    }

    private func heartbeat(from reference: String, _ context: APIContext) async throws -> Response {
        try LookupController.checkEnabled(services.configuration)
        let check = try HeartbeatCheck(context.arguments, version: context.version)
        let now = services.now
        try await services.store.write(as: .prompt) { transaction in
            guard let heard = try hear(check, from: reference, at: now, transaction, context) else { return }
            // First the run, then the record: those who end a run forget its agent in that order. A run that is woken
            // for nothing looks once more, and waits on.
            if try transaction.runs.wake(heard.record.node, at: now) { transaction.ringAfterCommit() }
            if try transaction.agents.note(heard.record, over: heard.known) { return }
            // There is no record yet, or another transaction has changed it since, and whether the agent may still say
            // this is asked anew.
            guard let again = try hear(check, from: reference, at: now, transaction, context) else { return }
            try transaction.agents.upsert(again.record)
        }
        services.heartbeats.increment()
        return .empty(.accepted)
    }

    /// What is known of the agent, and what is to be kept of it now; nil where nothing is.
    ///
    /// - Throws: ``APIError`` as the contract's checks say.
    private func hear(
        _ check: HeartbeatCheck, from reference: String, at now: Timestamp, _ transaction: Transaction,
        _ context: APIContext
    ) throws -> (known: AgentRecord, record: AgentRecord)? {
        let node = try NodeReader.unguarded(reference, transaction, context)
        let known = try transaction.agents.find(node.id) ?? AgentRecord(node: node.id)
        try check.callback(against: known)
        try services.conductorCheck.driver(ofRamdiskOn: node, transaction)
        try check.identity(against: known, services.configuration)
        guard try Self.isRecorded(node, services.configuration) else { return nil }
        return (known, check.recorded(on: known, at: now))
    }

    /// Heartbeats in other states are accepted and forgotten.
    ///
    /// With fast track those in failure states are recorded too, which the field's table does not have: where no BMC
    /// can boot the machine anew, its agent is the only way out of the failure and must not count as dead. Nothing
    /// waits in such a state, so the heartbeat moves nothing.
    private static func isRecorded(_ node: Node, _ configuration: APIConfiguration) throws -> Bool {
        if node.provisionState.allowsHeartbeat { return true }
        guard node.provisionState.allowsFastTrackHeartbeat || node.provisionState.isFailure else { return false }
        return try FastTrack.isOn(node, default: configuration.fastTrackDefault)
    }
}
