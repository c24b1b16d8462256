import IngotModel
import IngotStorage

/// A call that is only to tell what it would do: it passes every check and is refused as the real one, answers with the
/// plan, and changes nothing.
struct DryRun: Sendable {
    private static let name = "dry_run"

    static let parameter = QueryParameter(name, .flag)
    /// What a route answers that takes ``parameter``.
    static let orAccepted = EndpointAnswer(status: 202, shape: .none, alternatives: [200])

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
        guard let kind = request.kind.dryRun else { return request }
        try NodeWriter.checkUnlocked(request.node, transaction, now: now)
        var question = request
        question.kind = kind
        return question
    }

    /// The plan, where nothing blocks it.
    ///
    /// - Throws: ``APIError``: what the conductor would refuse the real call with.
    func checked(_ plan: JSONValue) throws -> JSONValue {
        guard let blocker = plan["blocked_by"]?.array?.first.flatMap(PlanBlocker.init(json:)) else { return plan }
        throw APIError(status: blocker.status, code: blocker.code, message: blocker.message)
    }
}

/// Dry runs of many nodes.
extension DryRun {
    static func status(_ dryRun: DryRun?) -> Int { dryRun == nil ? 202 : 200 }

    /// The member of a node's result.
    static func made(_ plan: JSONValue?) -> [String: JSONValue] { plan.map { ["plan": $0] } ?? [:] }
}
