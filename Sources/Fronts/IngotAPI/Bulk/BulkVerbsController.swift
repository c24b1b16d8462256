import Hummingbird
import IngotModel
import IngotStorage

/// What can be done to many nodes with one call: each node is treated as by a call of its own, by the same rules, and
/// has its own result.
struct BulkVerbsController: Sendable {
    let services: APIServices

    private static let maintenance = [Argument("maintenance", .flag, required: true), Argument("reason")]

    private var states: NodeStatesController { NodeStatesController(services: services) }
    private var maintenance: NodeMaintenanceController { NodeMaintenanceController(services: services) }

    var endpoints: [Endpoint] {
        [
            endpoint(
                "/bulk/states/provision", ProvisionRules.all, query: [DryRun.parameter], ProvisionCommand.arguments,
                "Asks for a verb on many nodes.", provision),
            endpoint(
                "/bulk/states/power", [NodeStatesController.powerRule], query: [DryRun.parameter],
                PowerCommand.arguments,
                "Switches the power of many nodes.", power),
            endpoint(
                "/bulk/maintenance", [NodeMaintenanceController.setRule, NodeMaintenanceController.clearRule],
                Self.maintenance, "Sets or clears maintenance of many nodes.", maintain),
        ]
    }

    private func endpoint(
        _ path: String, _ rules: [String], query: [QueryParameter] = [], _ arguments: [Argument], _ summary: String,
        _ handler: @escaping Endpoint.Handler
    ) -> Endpoint {
        Endpoint(
            .post, path, .handler(rules), query: query, body: .arguments(BulkSelection.arguments + arguments),
            answer: BulkResult.schema, bodyLimit: .provision, summary, handler
        ).conditional(on: .node)
    }

    private func provision(_ request: Request, _ context: APIContext) async throws -> Response {
        // No node may be left to tell that there is no such verb.
        _ = try context.arguments.normalized(as: ProvisionCommand.arguments.filter { $0.name == "target" })
        let (dryRun, arguments) = try DryRun.read(context.arguments)
        let command = try ProvisionCommand(arguments.without(BulkSelection.arguments))
        return try await run(context, access: .handler(ProvisionRules.all), status: DryRun.status(dryRun)) {
            reference, context in
            DryRun.made(try await states.provision(reference, command, dryRun: dryRun, context))
        }
    }

    private func power(_ request: Request, _ context: APIContext) async throws -> Response {
        let (dryRun, arguments) = try DryRun.read(context.arguments)
        let command = try PowerCommand(arguments, version: context.version)
        return try await run(
            context, access: .node(NodeStatesController.powerRule), status: DryRun.status(dryRun)
        ) { reference, context in
            DryRun.made(try await states.power(reference, command, dryRun: dryRun, context))
        }
    }

    private func maintain(_ request: Request, _ context: APIContext) async throws -> Response {
        let given = try context.arguments.normalized(as: Self.maintenance)
        let reason = given["reason"]?.string
        if given["maintenance"]?.bool == true {
            return try await run(context, access: .node(NodeMaintenanceController.setRule), status: 202) {
                try await maintenance.set($0, reason: reason, $1)
                return [:]
            }
        }
        guard reason == nil else { throw APIError.invalid("The argument 'reason' is for setting maintenance alone") }
        return try await run(context, access: .node(NodeMaintenanceController.clearRule), status: 202) {
            try await maintenance.clear($0, $1)
            return [:]
        }
    }

    /// Does it to each node that the call is about, with the rule that a single call would be held against.
    ///
    /// - Parameter action: returns what the node's result shows besides.
    private func run(
        _ context: APIContext, access: EndpointAccess, status: Int,
        _ action: @escaping @Sendable (String, APIContext) async throws -> [String: JSONValue]
    ) async throws -> Response {
        let limit = services.configuration.maximumBulkItems
        let selection = try BulkSelection(context.arguments, context, limit: limit)
        let references = try await selection.references(services.store, context)
        var itemContext = context
        itemContext.access = access
        let single = itemContext
        return BulkResult.answer(
            await BulkRunner(services: services).run(references, status: status) { try await action($0, single) })
    }
}

extension Arguments {
    /// What is left for the single calls.
    fileprivate func without(_ arguments: [Argument]) -> Arguments {
        let names = Set(arguments.map(\.name))
        return Arguments(values.filter { !names.contains($0.key) })
    }
}
