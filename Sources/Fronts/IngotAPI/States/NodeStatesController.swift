import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Where nodes stand, and the verbs that move them.
struct NodeStatesController: Sendable {
    static let powerRule = "baremetal:node:set_power_state"

    let services: APIServices

    /// By kind of interface.
    private static let verdicts = EndpointAnswer.partsByName(
        ResourceSchema(
            name: "verdict",
            fields: [.init("result", .flag, nullable: true), .init("reason", .anyText)]))

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/nodes/{node}/states", .node("baremetal:node:get_states"),
                answer: .object(
                    "node states", NodeFields.table.schema.fields.filter { NodeFields.stateNames.contains($0.name) }),
                "Shows where a node stands.", states),
            Endpoint(
                .put, "/nodes/{node}/states/provision",
                .handler(ProvisionRules.all), query: [DryRun.parameter],
                body: .arguments(ProvisionCommand.arguments), answer: DryRun.orAccepted, bodyLimit: .provision,
                "Asks for a verb, such as active or clean.", provision),
            Endpoint(
                .put, "/nodes/{node}/states/power", .node(Self.powerRule), query: [DryRun.parameter],
                body: .arguments(PowerCommand.arguments), answer: DryRun.orAccepted, "Switches a node's power.", power),
            Endpoint(
                .get, "/nodes/{node}/validate", .node("baremetal:node:validate"), answer: Self.verdicts,
                "Checks a node's interfaces.", validate),
            Endpoint(
                .get, "/nodes/validate", .node("baremetal:node:validate"),
                query: [.init("node"), .init("node_uuid", .uuid)], answer: Self.verdicts, "Checks a node's interfaces.",
                validateByQuery),
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

    /// Asks for a verb on one node; the command is read once the caller has proved to be allowed to give any.
    ///
    /// - Returns: the plan, where it is only asked what would be done.
    func provision(
        _ reference: String, _ command: @autoclosure @escaping @Sendable () throws -> ProvisionCommand,
        dryRun: DryRun?, _ context: APIContext
    ) async throws -> JSONValue? {
        let now = services.now
        return try await ask(reference, dryRun, context) { node, transaction, standing in
            try context.authorize(ProvisionRules.verb, node.policyTarget)
            do {
                return try command().request(for: node, transaction, context, now: now, standing: standing)
            } catch let refusal as APIError where refusal.code == ProvisionCommand.stateRefusal {
                // A node that somebody holds is about to move: 409 is the truth then, not 400.
                try NodeWriter.checkUnlocked(node.id, transaction, now: now)
                throw refusal
            }
        }
    }

    private func power(_ request: Request, _ context: APIContext) async throws -> Response {
        let (dryRun, arguments) = try DryRun.read(context.arguments)
        let plan = try await power(
            try context.reference("node"), try PowerCommand(arguments, version: context.version), dryRun: dryRun,
            context)
        return try plan.map { .json($0) } ?? .empty(.accepted, location: try context.nodeURL("states"))
    }

    /// Switches the power of one node; the command is read as that of ``provision(_:_:dryRun:_:)``.
    ///
    /// - Returns: the plan, where it is only asked what would be done.
    func power(
        _ reference: String, _ command: @autoclosure @escaping @Sendable () throws -> PowerCommand, dryRun: DryRun?,
        _ context: APIContext
    ) async throws -> JSONValue? {
        let now = services.now
        return try await ask(reference, dryRun, context) { node, _, standing in
            let command = try command()
            if standing == .enforced { try command.check(against: node) }
            return NodeRequest(
                node: node.id, kind: .power(command.target), arguments: command.requestArguments, requestedAt: now,
                apiRequest: context.requestID)
        }
    }

    /// Has a conductor do what is prepared, or tell what it would do.
    private func ask(
        _ reference: String, _ dryRun: DryRun?, _ context: APIContext,
        _ prepare: @escaping @Sendable (Node, Transaction, StandingChecks) throws -> NodeRequest
    ) async throws -> JSONValue? {
        let now = services.now
        let requests = NodeRequests(services: services)
        guard let dryRun else {
            _ = try await requests.ask(reference, context) { try prepare($0, $1, .enforced) }
            return nil
        }
        do {
            let plan = try await requests.plan(reference, context) { node, transaction in
                try dryRun.question(try prepare(node, transaction, .enforced), transaction, now: now)
            }
            return try dryRun.checked(plan)
        } catch let refusal as APIError where DryRun.isAboutStanding(refusal) {
            // The refusal is known already; it does not wait long for what else there is to say.
            let plan = try? await requests.plan(
                reference, within: services.configuration.explanationTimeout, context
            ) {
                dryRun.question(try prepare($0, $1, .waived))
            }
            throw DryRun.refusal(refusal, plan)
        }
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
