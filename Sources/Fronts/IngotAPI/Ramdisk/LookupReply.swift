import IngotContracts
import IngotModel
import IngotStorage

/// What a ramdisk is told of the node that it runs on: the same at lookup and after inspection.
struct LookupReply: Sendable {
    /// From this API version on, tokens are handed out.
    private static let tokenSince = 62

    /// The members of an answer.
    static let fields: [ResourceSchema.Field] = [.init("node", .object), .init("config", .object)]

    /// Every way of not being found answers alike, so that strangers learn nothing.
    static let notFound = APIError(
        status: 404, code: "node_not_found", message: "No node was found that expects this ramdisk")

    private let configuration: APIConfiguration
    private let now: Timestamp
    /// The token for this ramdisk, should it be the first to ask.
    private let token = AgentToken.make()

    init(services: APIServices) {
        configuration = services.configuration
        now = services.now
    }

    func answer(for node: Node, _ transaction: Transaction, _ context: APIContext) throws -> JSONValue {
        let handed =
            context.version.knows(since: Self.tokenSince)
            ? try handOver(to: node, transaction)
            : try transaction.agents.find(node.id)?.token.map { _ in LookupConfiguration.maskedToken }
        var view = try NodeReader.view(of: node, transaction, context, now: now)
        view.visibility = .ofRamdisk
        return answer(view, token: handed).json
    }

    /// The token for the first who asks, the mask for everybody after.
    ///
    /// An agent that was silent for longer than heartbeats may take is gone (somebody rebooted the machine by hand), so
    /// the next one is the first again. The peer shows the real token to clients below 1.62 whenever there is one; here
    /// nobody gets it twice.
    private func handOver(to node: Node, _ transaction: Transaction) throws -> String {
        try transaction.agents.forgetSilent(node.id, since: now - .seconds(configuration.heartbeatTimeoutSeconds))
        return try transaction.agents.claimToken(node.id, token: token, at: now)
            ? token.reveal() : LookupConfiguration.maskedToken
    }

    private func answer(_ view: NodeView, token: String?) -> LookupAnswer {
        func value(_ name: String) -> JSONValue { NodeFields.table[name]?.show(view) ?? [:] }
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
