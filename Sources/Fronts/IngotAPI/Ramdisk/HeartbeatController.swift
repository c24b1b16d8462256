import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// `POST /v1/heartbeat/{node}`: an agent says that it lives and where it listens.
///
/// One short write to the agent's own row, so that no heartbeat queues behind anything; where a run waits for the
/// agent it is woken. The peer refuses the first heartbeat of a node that is held just then (409), because it records
/// under the node's lock; that reason does not exist here, so that the heartbeat is recorded.
struct HeartbeatController: Sendable {
    let services: APIServices

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .post, "/heartbeat/{node}", since: 22, .everybody, body: .arguments(HeartbeatCheck.arguments),
                answer: .accepted, "Tells that an agent lives and where it listens.", heartbeat)
        ]
    }

    private func heartbeat(_ request: Request, _ context: APIContext) async throws -> Response {
        let configuration = services.configuration
        try LookupController.checkEnabled(configuration)
        let check = try HeartbeatCheck(context.arguments, version: context.version)
        let reference = try context.reference("node")
        let now = services.now
        let conductors = services.conductorCheck
        try await services.store.write { transaction in
            let node = try NodeReader.unguarded(reference, transaction, context)
            let known = try transaction.agents.find(node.id) ?? AgentRecord(node: node.id)
            try check.callback(against: known)
            try conductors.driver(of: node, transaction)
            try check.identity(against: known, version: context.version, configuration)
            guard try Self.isRecorded(node, configuration) else { return }
            try transaction.agents.upsert(check.recorded(on: known, at: now))
            if try transaction.runs.wake(node.id, at: now) { transaction.ringAfterCommit() }
        }
        services.heartbeats.increment()
        return .empty(.accepted)
    }

    /// Heartbeats in other states are accepted and forgotten.
    ///
    /// With fast track those in failure states are recorded too, which the field's table does not have: where no BMC can
    /// boot the machine anew, its agent is the only way out of the failure and must not count as dead. Nothing waits in
    /// such a state, so the heartbeat moves nothing.
    private static func isRecorded(_ node: Node, _ configuration: APIConfiguration) throws -> Bool {
        if node.provisionState.allowsHeartbeat { return true }
        guard node.provisionState.allowsFastTrackHeartbeat || node.provisionState.isFailure else { return false }
        return try FastTrack.isOn(node, default: configuration.fastTrackDefault)
    }
}
