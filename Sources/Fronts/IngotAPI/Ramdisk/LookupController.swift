import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// `GET /v1/lookup`: tells a ramdisk which node it runs on, and hands it its token once.
///
/// Every way of not being found answers alike, so that strangers learn nothing (contract: `agent.json`, `lookup`).
struct LookupController: Sendable {
    let services: APIServices

    /// From this API version on, lookups hand out tokens.
    private static let tokenSince = 62

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/lookup", since: 22, .everybody, query: [.init("addresses", .words), .init("node_uuid", .uuid)],
                "Tells a ramdisk which node it runs on.", lookup)
        ]
    }

    private func lookup(_ request: Request, _ context: APIContext) async throws -> Response {
        let configuration = services.configuration
        try Self.checkEnabled(configuration)
        let query = context.query
        let id = try query.identifier("node_uuid", of: Node.self)
        let addresses = (query.words("addresses") ?? []).compactMap { MACAddress($0) }
        guard id != nil || !addresses.isEmpty else {
            throw APIError.invalid(
                "A lookup needs 'node_uuid' or 'addresses' with at least one MAC address", code: "incomplete_lookup")
        }
        let token = AgentToken.make()
        let now = services.now
        let conductors = services.conductorCheck
        let answer = try await services.store.write { transaction in
            let node = try Self.find(id, addresses, transaction)
            try Self.checkState(node, configuration)
            try conductors.driver(of: node, transaction)
            let handed =
                context.version.knows(since: Self.tokenSince)
                ? try Self.handOver(token, to: node, transaction, now: now, configuration)
                : try transaction.agents.find(node.id)?.token.map { _ in LookupConfiguration.maskedToken }
            var view = try NodeReader.view(of: node, transaction, context, now: now)
            view.visibility = .ofRamdisk
            return Self.answer(view, token: handed, configuration).json
        }
        return .json(answer)
    }

    static func checkEnabled(_ configuration: APIConfiguration) throws {
        guard configuration.servesRamdisks else {
            throw APIError.forbidden("Lookup and heartbeat are switched off on this server", code: "ramdisks_disabled")
        }
    }

    private static let notFound = APIError(
        status: 404, code: "node_not_found", message: "No node was found that expects this ramdisk")

    /// The UUID goes before the addresses; addresses of several nodes find none.
    private static func find(_ id: NodeID?, _ addresses: [MACAddress], _ transaction: Transaction) throws -> Node {
        let candidates = try id.map { [$0] } ?? transaction.ports.nodes(withAddresses: addresses)
        guard candidates.count == 1, let node = try transaction.nodes.find(candidates[0]) else { throw notFound }
        return node
    }

    /// With fast track, nodes in failure states are found too, as their heartbeats are recorded there
    /// (see ``HeartbeatController``); the field's table does not have these.
    private static func checkState(_ node: Node, _ configuration: APIConfiguration) throws {
        guard configuration.restrictsLookup else { return }
        let isFast = try FastTrack.isOn(node, default: configuration.fastTrackDefault)
        let state = node.provisionState
        let isAllowed = isFast ? state.allowsFastTrackLookup || state.isFailure : state.allowsLookup
        guard isAllowed else { throw notFound }
    }

    /// The token for the first who asks, the mask for everybody after.
    ///
    /// An agent that was silent for longer than heartbeats may take is gone (somebody rebooted the machine by hand), so
    /// the next one is the first again. The peer shows the real token to clients below 1.62 whenever there is one; here
    /// nobody gets it twice.
    private static func handOver(
        _ token: Secret, to node: Node, _ transaction: Transaction, now: Timestamp, _ configuration: APIConfiguration
    ) throws -> String {
        try transaction.agents.forgetSilent(node.id, since: now - .seconds(configuration.heartbeatTimeoutSeconds))
        return try transaction.agents.claimToken(node.id, token: token, at: now)
            ? token.reveal() : LookupConfiguration.maskedToken
    }

    private static func answer(
        _ view: NodeView, token: String?, _ configuration: APIConfiguration
    ) -> LookupAnswer {
        let shown = NodeFields.table
        func value(_ name: String) -> JSONValue { shown[name]?.show(view) ?? [:] }
        let management = view.record.interfaces[.management]
        return LookupAnswer(
            node: LookupNode(
                uuid: view.id.text, properties: value("properties"), instanceInfo: value("instance_info"),
                driverInternalInfo: value("driver_internal_info"), links: value("links")),
            configuration: LookupConfiguration(
                heartbeatTimeoutSeconds: configuration.heartbeatTimeoutSeconds, agentToken: token,
                isMD5Allowed: configuration.allowsMD5,
                skipsBMCDetection: management == "redfish" || management == "idrac-redfish"))
    }
}
