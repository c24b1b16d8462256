import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Where nodes stand, and the verbs that move them.
struct NodeStatesController: Sendable {
    static let powerRule = "baremetal:node:set_power_state"

    let services: APIServices

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/nodes/{node}/states", .node("baremetal:node:get_states"), "Shows where a node stands.", states),
            Endpoint(
                .put, "/nodes/{node}/states/provision",
                .handler(ProvisionRules.all), query: [DryRun.parameter],
                body: .arguments(ProvisionCommand.arguments), answer: DryRun.orAccepted, bodyLimit: .provision,
                "Asks for a verb, such as active or clean.", provision),
            Endpoint(
                .put, "/nodes/{node}/states/power", .node(Self.powerRule), query: [DryRun.parameter],
                body: .arguments(PowerCommand.arguments), answer: DryRun.orAccepted, "Switches a node's power.", power),
            Endpoint(
                .get, "/nodes/{node}/validate", .node("baremetal:node:validate"),
                "Checks a node's interfaces.", validate),
            Endpoint(
                .get, "/nodes/validate", .node("baremetal:node:validate"),
                query: [.init("node"), .init("node_uuid", .uuid)], "Checks a node's interfaces.", validateByQuery),
        ]
    }

    private func states(_ request: Request, _ context: APIContext) async throws -> Response {
        let view = try await NodeReader(services: services).view(try context.reference("node"), context)
        let fields = NodeFields.stateNames.compactMap { NodeFields.table[$0] }
        return .json(FieldSelection(fields.filter { context.version.knows(since: $0.since) }).show(view))
    }

    private func provision(_ request: Request, _ context: APIContext) async throws -> Response {
        let (dryRun, arguments) = try DryRun.read(context.arguments)
        let plan = try await provision(
            try context.reference("node"), try ProvisionCommand(arguments), dryRun: dryRun, context)
        return try plan.map { .json($0) } ?? .empty(.accepted, location: try context.nodeURL("states"))
    }

    /// Asks for a verb on one node.
    ///
    /// - Returns: the plan, where it is only asked what would be done.
    func provision(
        _ reference: String, _ command: ProvisionCommand, dryRun: DryRun?, _ context: APIContext
    ) async throws -> JSONValue? {
        let now = services.now
        return try await ask(reference, dryRun, context) { node, transaction in
            do {
                return try command.request(for: node, transaction, context, now: now)
            } catch let refusal as APIError where refusal.code == ProvisionCommand.stateRefusal {
                // A node that somebody holds is about to move: 409 is the truth then, not 400.
                try NodeWriter.checkUnlocked(node.id, transaction, now: now)
                throw refusal
            }
        }
    }

    private func power(_ request: Request, _ context: APIContext) async throws -> Response {
        let (dryRun, arguments) = try DryRun.read(context.arguments)
        let command = try PowerCommand(arguments, version: context.version)
        let plan = try await power(try context.reference("node"), command, dryRun: dryRun, context)
        return try plan.map { .json($0) } ?? .empty(.accepted, location: try context.nodeURL("states"))
    }

    /// Switches the power of one node.
    ///
    /// - Returns: the plan, where it is only asked what would be done.
    func power(
        _ reference: String, _ command: PowerCommand, dryRun: DryRun?, _ context: APIContext
    ) async throws -> JSONValue? {
        let now = services.now
        return try await ask(reference, dryRun, context) { node, _ in
            try command.check(against: node)
            return NodeRequest(
                node: node.id, kind: .power(command.target), arguments: command.requestArguments, requestedAt: now,
                apiRequest: context.requestID)
        }
    }

    /// Has a conductor do what is prepared, or tell what it would do.
    private func ask(
        _ reference: String, _ dryRun: DryRun?, _ context: APIContext,
        _ prepare: @escaping @Sendable (Node, Transaction) throws -> NodeRequest
    ) async throws -> JSONValue? {
        let now = services.now
        let requests = NodeRequests(services: services)
        guard let dryRun else {
            _ = try await requests.ask(reference, context, prepare)
            return nil
        }
        let plan = try await requests.plan(reference, context) { node, transaction in
            try dryRun.question(try prepare(node, transaction), transaction, now: now)
        }
        return try dryRun.checked(plan)
    }

    private func validate(_ request: Request, _ context: APIContext) async throws -> Response {
        return try await validate(try context.reference("node"), context)
    }

    private func validateByQuery(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = context.query
        guard let reference = query["node"] ?? query["node_uuid"] else {
            throw APIError.invalid("The query parameter 'node' is missing", code: "argument_missing")
        }
        return try await validate(reference, context)
    }

    private func validate(_ reference: String, _ context: APIContext) async throws -> Response {
        let now = services.now
        let reply = try await NodeRequests(services: services).ask(reference, context) { node, _ in
            NodeRequest(node: node.id, kind: .validate, requestedAt: now, apiRequest: context.requestID)
        }
        return .json(Self.validation(reply))
    }

    /// The contract's form: no vendor interface, and a reason only where there is one.
    private static func validation(_ reply: JSONValue) -> JSONValue {
        var kinds: [String: JSONValue] = [:]
        for (kind, verdict) in reply.object ?? [:] where kind != InterfaceKind.vendor.rawValue {
            kinds[kind] = .object((verdict.object ?? [:]).filter { $0.key == "result" || !$0.value.isNull })
        }
        return .object(kinds)
    }
}
