import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Where nodes stand, and the verbs that move them.
struct NodeStatesController: Sendable {
    let services: APIServices

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/nodes/{node}/states", .node("baremetal:node:get_states"), "Shows where a node stands.", states),
            Endpoint(
                .put, "/nodes/{node}/states/provision",
                .handler([
                    "baremetal:node:set_provision_state", "baremetal:node:set_provision_state:clean_steps",
                    "baremetal:node:set_provision_state:service_steps",
                ]), body: .arguments(ProvisionCommand.arguments), answer: .accepted, bodyLimit: .provision,
                "Asks for a verb, such as active or clean.", provision),
            Endpoint(
                .put, "/nodes/{node}/states/power", .node("baremetal:node:set_power_state"),
                body: .arguments(PowerCommand.arguments), answer: .accepted, "Switches a node's power.", power),
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
        let command = try ProvisionCommand(context.arguments)
        return try await act(context) { node in
            for rule in command.rules { try context.authorize(rule, node.policyTarget) }
            try command.check(against: node, context.version)
            return NodeRequest(
                node: node.id, kind: .provision(try command.verb()), arguments: command.requestArguments,
                requestedAt: services.now, apiRequest: context.requestID)
        }
    }

    private func power(_ request: Request, _ context: APIContext) async throws -> Response {
        let command = try PowerCommand(context.arguments, version: context.version)
        return try await act(context) { node in
            try command.check(against: node)
            return NodeRequest(
                node: node.id, kind: .power(command.target), arguments: command.requestArguments,
                requestedAt: services.now, apiRequest: context.requestID)
        }
    }

    /// Checks a verb against the node, hands it to a conductor and answers when it was taken on.
    private func act(
        _ context: APIContext, _ prepare: @escaping @Sendable (Node) throws -> NodeRequest
    ) async throws -> Response {
        let reference = try context.reference("node")
        let now = services.now
        let check = services.conductorCheck
        let prepared = try await NodeWriter(services: services).withPatience {
            try await services.store.read { transaction in
                let node = try NodeReader.node(reference, transaction, context)
                let prepared: NodeRequest
                do {
                    prepared = try prepare(node)
                } catch let refusal as APIError where refusal.code == ProvisionCommand.stateRefusal {
                    // A node that somebody holds is about to move: 409 is the truth then, not 400.
                    try NodeWriter.checkUnlocked(node.id, transaction, now: now)
                    throw refusal
                }
                try NodeWriter.checkUnlocked(node.id, transaction, now: now)
                try check.work(on: node, transaction)
                return prepared
            }
        }
        _ = try await ConductorRequests(services: services).ask(prepared)
        let location = context.links.url("nodes/\(URLText.encoded(reference))/states")
        return .empty(.accepted, location: location)
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
        let check = services.conductorCheck
        let node = try await services.store.read { transaction in
            let node = try NodeReader.node(reference, transaction, context)
            try check.work(on: node, transaction)
            return node
        }
        let reply = try await ConductorRequests(services: services).ask(
            NodeRequest(
                node: node.id, kind: .validate, requestedAt: services.now, apiRequest: context.requestID))
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
