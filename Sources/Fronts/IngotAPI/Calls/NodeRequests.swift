import IngotModel
import IngotStorage

/// Hands what a caller wants of the node that the path names to a conductor, and awaits the answer.
struct NodeRequests: Sendable {
    let services: APIServices

    /// Finds the node, has the request prepared from it, and asks.
    ///
    /// A node that somebody holds for a moment is waited for, unless the request only asks.
    ///
    /// - Throws: ``APIError``: 404 and 403 for the node, 409 while it is held, 400 where no conductor serves it, and
    ///   what the conductor refuses.
    func ask(
        _ context: APIContext, _ prepare: @escaping @Sendable (Node, Transaction) throws -> NodeRequest
    ) async throws -> JSONValue {
        try await ask(try context.reference("node"), context, prepare)
    }

    /// As ``ask(_:_:)``, for a node that is not named by the path.
    func ask(
        _ reference: String, _ context: APIContext,
        _ prepare: @escaping @Sendable (Node, Transaction) throws -> NodeRequest
    ) async throws -> JSONValue {
        try await answer(reference, context, prepare).reply
    }

    /// The plan that is the answer to a question, less what the caller may not see.
    ///
    /// - Parameter timeout: how long it may take; nil is what the settings say.
    func plan(
        _ reference: String, within timeout: Duration? = nil, _ context: APIContext,
        _ prepare: @escaping @Sendable (Node, Transaction) throws -> NodeRequest
    ) async throws -> JSONValue {
        let (node, plan) = try await answer(reference, within: timeout, context) { node, transaction in
            var question = try prepare(node, transaction)
            question.arguments[NodeRequest.learningProject] = context.learningProject.map(JSONValue.string)
            return question
        }
        return PlanRedaction(of: node, context).applied(to: plan)
    }

    /// What was answered, and the node as it was when it was asked about.
    private func answer(
        _ reference: String, within timeout: Duration? = nil, _ context: APIContext,
        _ prepare: @escaping @Sendable (Node, Transaction) throws -> NodeRequest
    ) async throws -> (node: Node, reply: JSONValue) {
        let now = services.now
        let conductors = services.conductorCheck
        return try await NodeWriter(services: services).withPatience {
            let (node, request) = try await services.store.read { transaction in
                let node = try NodeReader.node(reference, transaction, context)
                let request = try prepare(node, transaction)
                if request.kind.needsFreeNode { try NodeWriter.checkUnlocked(node.id, transaction, now: now) }
                try conductors.work(on: node, transaction)
                return (node, request)
            }
            return (node, try await ConductorRequests(services: services).ask(request, within: timeout))
        }
    }

    /// Has one of the node's interfaces do or tell something at once.
    func call(
        _ call: HardwareCall, taking arguments: [String: JSONValue] = [:], _ context: APIContext
    ) async throws -> JSONValue {
        let now = services.now
        return try await ask(context) { node, _ in
            NodeRequest(
                node: node.id, kind: .call(call), arguments: arguments, requestedAt: now, apiRequest: context.requestID)
        }
    }
}

extension NodeRequest.Kind {
    /// Whether the node must be free; which vendor methods need that is known to the conductor alone.
    fileprivate var needsFreeNode: Bool { !isQuestion && self != .call(.vendorCall) }
}
