import IngotContracts
import IngotModel
import IngotStorage

/// The runbook that a caller names instead of steps.
enum RunbookArgument {
    /// The runbook, where the caller may use it on the node.
    ///
    /// - Throws: ``APIError``: 406 for older versions, 404, 403, and 400 where the runbook is not for this node.
    static func runbook(
        _ reference: String?, for node: Node, _ transaction: Transaction, _ context: APIContext
    ) throws -> Runbook? {
        guard let reference, !reference.isEmpty else { return nil }
        guard context.version.knows(since: RunbookFields.since) else {
            throw APIError.tooNew("The argument 'runbook'", since: RunbookFields.since, for: context.version)
        }
        let runbook = try RunbookAccess.find(reference, transaction, context)
        try context.authorize(RunbookAccess.use, runbook.policyTarget)
        try checkApproval(of: runbook, for: node, context.version)
        // Steps of the administrators' own runbooks have been looked at when these were made.
        if runbook.owner != nil, !runbook.isPublic {
            try StepPolicy.check(runbook.steps, node.policyTarget, context)
        }
        return runbook
    }

    /// A runbook's traits decide for which nodes it is; for older clients its name does, as a trait.
    private static func checkApproval(of runbook: Runbook, for node: Node, _ version: Microversion) throws {
        let approving = version.knows(since: RunbookFields.traitsSince) ? runbook.traits : [runbook.name]
        guard !approving.isEmpty else {
            throw APIError.invalid(
                "The runbook \(runbook.id) has no traits, so that no node is approved for it; give it one",
                code: "runbook_not_approved")
        }
        guard !Set(approving).isDisjoint(with: node.traits) else {
            throw APIError.invalid(
                "Node \(node.id) is not approved for the runbook \(runbook.id): it has none of the traits"
                    + " \(approving.sorted().joined(separator: ", "))", code: "runbook_not_approved")
        }
    }
}
