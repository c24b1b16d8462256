import IngotModel
import IngotStorage

/// A call that is only to tell what it would do: it passes every check and is refused as the real one, answers with the
/// plan, and changes nothing.
struct DryRun: Sendable {
    private static let name = "dry_run"

    static let parameter = QueryParameter(name, .flag)
    /// What a route answers that takes ``parameter``.
    static let orAccepted = EndpointAnswer(status: 202, shape: .none, alternatives: [PlanController.answer])

    /// The dry run that the arguments ask for, and what else they say.
    ///
    /// - Throws: ``APIError`` (400) where it is neither true nor false.
    static func read(_ arguments: Arguments) throws -> (dryRun: DryRun?, rest: Arguments) {
        (try arguments.flag(name) == true ? DryRun() : nil, arguments.without(name))
    }

    /// What a conductor is asked in place of a request.
    ///
    /// - Throws: ``APIError`` (409) where somebody holds the node, as the request would be refused then.
    func question(_ request: NodeRequest, _ transaction: Transaction, now: Timestamp) throws -> NodeRequest {
        try NodeWriter.checkUnlocked(request.node, transaction, now: now)
        return question(request)
    }

    /// As ``question(_:_:now:)``, whoever holds the node.
    func question(_ request: NodeRequest) -> NodeRequest {
        var question = request
        question.kind = request.kind.dryRun ?? request.kind
        return question
    }

    /// The plan, where nothing blocks it.
    ///
    /// - Throws: ``APIError``: what the conductor would refuse the real call with, and all else that blocks it.
    func checked(_ plan: JSONValue) throws -> JSONValue {
        let blockers = Self.blockers(of: plan)
        guard let first = blockers.first else { return plan }
        var refusal = APIError.conductor(status: first.status, code: first.code, message: first.message)
        refusal.blockers = blockers
        throw refusal
    }

    private static func blockers(of plan: JSONValue) -> [PlanBlocker] {
        plan["blocked_by"]?.array?.compactMap(PlanBlocker.init(json:)) ?? []
    }
}

/// What the API itself finds in the way, before a conductor is asked.
extension DryRun {
    /// Whether that is the node's standing rather than something in the request, so that a plan can tell of it.
    static func isAboutStanding(_ refusal: APIError) -> Bool {
        refusal.blockers.isEmpty && standing.contains(refusal.code)
    }

    private static let standing: Set = [
        ProvisionCommand.stateRefusal, APIError.lockedCode, "node_in_maintenance", "node_protected",
        "invalid_state_for_power", "power_off_disabled",
    ]

    /// The refusal of the real call, with all that is in the way.
    ///
    /// - Parameter plan: made in spite of the refusal; nil where none could be made.
    static func refusal(_ refusal: APIError, _ plan: JSONValue?) -> APIError {
        var refusal = refusal
        refusal.blockers = plan.map(blockers) ?? []
        if refusal.blockers.isEmpty {
            refusal.blockers = [PlanBlocker(code: refusal.code, status: refusal.status, message: refusal.message)]
        }
        return refusal
    }
}

/// Dry runs of many nodes.
extension DryRun {
    static func status(_ dryRun: DryRun?) -> Int { dryRun == nil ? 202 : 200 }

    /// The member of a node's result.
    static func made(_ plan: JSONValue?) -> [String: JSONValue] { plan.map { ["plan": $0] } ?? [:] }
}
