import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// `POST /v1/continue_inspection`: a ramdisk reports what it saw, and the node's waiting run goes on.
struct ContinueInspectionController: Sendable {
    let services: APIServices

    private static let since = 84
    /// Ramdisks of old, which knew another service, speak no newer version; they are told the UUID alone.
    private static let legacyVersion = 1

    var endpoints: [Endpoint] {
        var endpoint = Endpoint(
            .post, "/continue_inspection", since: Self.since, .everybody, query: [.init("node_uuid", .uuid)],
            body: .free(
                "An object with 'inventory', which has 'interfaces', a list of objects with 'mac_address'; everything"
                    + " else is kept as plugin data."),
            answer: .object(
                "inspection receipt", LookupReply.fields + [.init("uuid", .uuid)], status: 202),
            bodyLimit: .inspection,
            "Takes what a ramdisk saw of its machine.", report)
        endpoint.legacyVersion = Self.legacyVersion
        return [endpoint]
    }

    private func report(_ request: Request, _ context: APIContext) async throws -> Response {
        try LookupController.checkEnabled(services.configuration)
        let isLegacy = !context.version.knows(since: Self.since)
        let id = try context.query.identifier("node_uuid", of: Node.self)
        guard id == nil || !isLegacy else {
            throw APIError.routeTooNew(status: 404, since: Self.since, form: .application)
        }
        let slot = try services.reports.take()
        let report = try InspectionReport(try await JSONBody.object(request, context))
        guard id != nil || report.identifiesMachine else {
            throw APIError.invalid(
                "The report needs a valid 'mac_address', a 'bmc_address' or 'bmc_v6address', or the query parameter"
                    + " 'node_uuid'", code: "incomplete_lookup")
        }
        let reply = LookupReply(services: services)
        let now = services.now
        let conductors = services.conductorCheck
        let answer = try await services.store.write { transaction -> JSONValue in
            let node = try report.node(named: id, transaction)
            try conductors.driver(ofRamdiskOn: node, transaction)
            // First the run, then the inventory, as runs write them.
            if try transaction.runs.wake(node.id, at: now) { transaction.ringAfterCommit() }
            try Self.keep(report, of: node, transaction, now: now)
            return isLegacy ? ["uuid": .string(node.id.text)] : try reply.answer(for: node, transaction, context)
        }
        return withExtendedLifetime(slot) { .json(answer, status: .accepted) }
    }

    private static func keep(
        _ report: InspectionReport, of node: Node, _ transaction: Transaction, now: Timestamp
    ) throws {
        var inventory = NodeInventory(
            node: node.id, inventory: report.inventory, pluginData: .object(report.pluginData),
            createdAt: try transaction.inventories.find(node.id)?.createdAt ?? now)
        inventory.updatedAt = now
        try transaction.inventories.upsert(inventory)
    }
}
