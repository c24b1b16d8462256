import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// `GET /v1/lookup`: tells a ramdisk which node it runs on, and hands it its token once.
///
/// Every way of not being found answers alike, so that strangers learn nothing (contract: `agent.json`, `lookup`).
struct LookupController: Sendable {
    let services: APIServices

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/lookup", since: 22, .everybody, query: [.init("addresses", .words), .init("node_uuid", .uuid)],
                answer: .object("lookup", LookupReply.fields), "Tells a ramdisk which node it runs on.", lookup)
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
        let reply = LookupReply(services: services)
        let conductors = services.conductorCheck
        let answer = try await services.store.write { transaction in
            let node = try Self.find(id, addresses, transaction)
            try Self.checkState(node, configuration)
            try conductors.driver(ofRamdiskOn: node, transaction)
            return try reply.answer(for: node, transaction, context)
        }
        return .json(answer)
    }

    static func checkEnabled(_ configuration: APIConfiguration) throws {
        guard configuration.servesRamdisks else {
            throw APIError.forbidden("Lookup and heartbeat are switched off on this server", code: "ramdisks_disabled")
        }
    }

    /// The UUID goes before the addresses; addresses of several nodes find none.
    private static func find(_ id: NodeID?, _ addresses: [MACAddress], _ transaction: Transaction) throws -> Node {
        let candidates = try id.map { [$0] } ?? transaction.ports.nodes(withAddresses: addresses)
        guard candidates.count == 1, let node = try transaction.nodes.find(candidates[0]) else {
            throw LookupReply.notFound
        }
        return node
    }

    /// With fast track, nodes in failure states are found too, as their heartbeats are recorded there
    /// (see ``HeartbeatController``); the field's table does not have these.
    private static func checkState(_ node: Node, _ configuration: APIConfiguration) throws {
        guard configuration.restrictsLookup else { return }
        let isFast = try FastTrack.isOn(node, default: configuration.fastTrackDefault)
        let state = node.provisionState
        let isAllowed = isFast ? state.allowsFastTrackLookup || state.isFailure : state.allowsLookup
        guard isAllowed else { throw LookupReply.notFound }
    }
}
