import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Ingot's own extension: who holds a node, and taking it from a conductor that hangs.
///
/// Breaking a lease is safe: the fence grows, so that nothing more is written by whoever held it, and the run goes on
/// from its journal with the conductor whose node it is.
struct NodeLeaseController: Sendable {
    let services: APIServices

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/nodes/{node}/lease", .node(NodeRules.get), answer: .object("lease", Lease.fields),
                "Tells who holds a node, and for what.", show),
            Endpoint(
                .delete, "/nodes/{node}/lease", .node("ingot:node:break_lease"), answer: .noContent,
                "Takes a node from the conductor that holds it.", takeAway),
        ]
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let reference = try context.reference("node")
        let (now, oldest) = (services.now, services.oldestSighting)
        return .json(
            try await services.store.read { transaction in
                let node = try NodeReader.node(reference, transaction, context)
                guard let lease = try transaction.leases.find(node.id), lease.expiresAt > now else {
                    return ["node_uuid": .string(node.id.text), "held": false]
                }
                let holder = try transaction.conductors.find(lease.holder)
                let isAlive = holder?.isAlive(lease.incarnation, since: oldest) ?? false
                let visibility = NodeVisibilityRules(context).visibility(of: node.policyTarget)
                return lease.shown(holderIsAlive: isAlive, namesHolder: visibility.reservation)
            })
    }

    private func takeAway(_ request: Request, _ context: APIContext) async throws -> Response {
        let reference = try context.reference("node")
        let now = services.now
        try await services.store.write { transaction in
            let node = try NodeReader.node(reference, transaction, context)
            guard let lease = try transaction.leases.find(node.id), try transaction.leases.takeAway(lease) else {
                throw APIError.notFound("lease", reference)
            }
            try transaction.history.append(Self.entry(lease, node, context, now: now))
            transaction.ringAfterCommit()
        }
        return .empty(.noContent)
    }

    private static func entry(_ lease: Lease, _ node: Node, _ context: APIContext, now: Timestamp) -> HistoryEntry {
        var entry = HistoryEntry(
            node: node.id, severity: .error,
            event: "the lease of conductor \(lease.holder) for '\(lease.purpose)', held since \(lease.since.iso8601),"
                + " was broken; its work goes on from the journal", eventType: "lease", createdAt: now)
        entry.conductor = lease.holder
        entry.user = context.caller.userID ?? context.caller.userName
        entry.project = context.caller.projectID
        entry.state = node.provisionState.rawValue
        entry.targetProvisionState = node.targetProvisionState?.rawValue
        return entry
    }
}

extension Lease {
    /// The members that answers show; only the first two where nobody holds the node.
    fileprivate static let fields: [ResourceSchema.Field] = [
        .init("node_uuid", .uuid), .init("held", .flag), .init("holder", .anyText),
        .init("holder_alive", .flag), .init("purpose", .anyText), .init("since", .moment),
        .init("expires_at", .moment), .init("fence", .count),
        .init("explanation", .anyText, nullable: true),
    ]

    /// - Parameter namesHolder: whether the caller may know who holds the node, as its `reservation` tells.
    fileprivate func shown(holderIsAlive: Bool, namesHolder: Bool) -> JSONValue {
        [
            "node_uuid": .string(node.text), "held": true,
            "holder": .string(namesHolder ? holder : NodeVisibility.redaction),
            "holder_alive": .bool(holderIsAlive), "purpose": .string(purpose), "since": .string(since.iso8601),
            "expires_at": .string(expiresAt.iso8601), "fence": JSONValue(Int(fence)),
            "explanation": namesHolder ? .string(explanation) : .null,
        ]
    }
}

extension ConductorRecord {
    /// Whether that life of the conductor was seen lately.
    fileprivate func isAlive(_ life: String, since moment: Timestamp) -> Bool {
        incarnation == life && isOnline && lastSeen >= moment
    }
}
