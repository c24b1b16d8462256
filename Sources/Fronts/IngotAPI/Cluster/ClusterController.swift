import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Ingot's own extension: how the conductors share the nodes, and sending one of them away.
struct ClusterController: Sendable {
    let services: APIServices

    private static let drainRule = EndpointAccess.rule("ingot:conductor:drain")

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/cluster", .rule("baremetal:conductor:get"),
                answer: .object("cluster", [.init("conductors", .objects), .init("work", .object)]),
                "Tells how conductors share the nodes, and how much is under way.", show),
            Endpoint(
                .post, "/conductors/{hostname}/drain", Self.drainRule, answer: .accepted,
                "Has a conductor take nothing new."
            ) { try await drain(true, $1) },
            Endpoint(
                .delete, "/conductors/{hostname}/drain", Self.drainRule, answer: .accepted,
                "Lets a conductor take work again."
            ) { try await drain(false, $1) },
        ]
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let (now, oldest) = (services.now, services.oldestSighting)
        let lease = services.configuration.leaseDuration
        return .json(
            try await services.store.read { transaction in
                let (shares, holdings) = (
                    try transaction.conductors.shares(), try transaction.conductors.holdings(at: now)
                )
                let conductors = try transaction.conductors.list().map { record in
                    Self.shown(
                        record, isAlive: record.isOnline && record.lastSeen >= oldest,
                        isOnRing: record.isOnline && record.lastSeen + lease > now && record.takesWork,
                        nodes: shares[record.hostname] ?? 0, held: holdings[record.hostname] ?? 0)
                }
                return ["conductors": .array(conductors), "work": try Self.work(transaction)]
            })
    }

    private static func shown(_ record: ConductorRecord, isAlive: Bool, isOnRing: Bool, nodes: Int, held: Int)
        -> JSONValue
    {
        [
            "hostname": .string(record.hostname), "conductor_group": .string(record.group), "alive": .bool(isAlive),
            "draining": .bool(record.isDraining), "takes_work": .bool(isOnRing),
            "clock_ahead_seconds": .double(record.clock.ahead.inSeconds), "nodes": JSONValue(nodes),
            "held_nodes": JSONValue(held),
        ]
    }

    /// By kind: how much is under way, and how much waits for room.
    private static func work(_ transaction: Transaction) throws -> JSONValue {
        .object(
            try LimitedWork.allCases.reduce(into: [:]) { work, kind in
                work[kind.rawValue] = [
                    "active": JSONValue(try transaction.runs.countActive(kind)),
                    "waiting": JSONValue(try transaction.requests.countWaiting(for: kind)),
                ]
            })
    }

    private func drain(_ isDraining: Bool, _ context: APIContext) async throws -> Response {
        let hostname = try context.reference("hostname")
        try await services.store.write { transaction in
            guard try transaction.conductors.setDraining(hostname, isDraining) else {
                throw APIError.notFound("conductor", hostname)
            }
            transaction.ringAfterCommit()
        }
        return .empty(.accepted)
    }
}
