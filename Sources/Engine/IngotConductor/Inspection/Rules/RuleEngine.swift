import IngotModel

/// Applies inspection rules to what an inspection found; nothing but values go in and come out.
///
/// A rule whose conditions all hold is applied: its actions are done one after the other on copies of node, ports and
/// plugin data, which later rules see (peer: ironic 39.0.0, `inspection_rules/engine.py`).
struct RuleEngine: Sendable {
    /// In the order in which they are applied.
    let rules: [InspectionRuleBody]
    let masking: InspectionMasking

    /// - Throws: ``RuleFailure`` naming the rule that cannot be applied, or that wants the inspection to fail.
    func apply(to subject: RuleSubject) throws(RuleFailure) -> RuleWork {
        var work = RuleWork(subject: subject)
        for rule in rules {
            do {
                try apply(rule, to: &work)
            } catch {
                throw RuleFailure("inspection rule \(rule.name): \(error)")
            }
        }
        return work
    }

    private func apply(_ rule: InspectionRuleBody, to work: inout RuleWork) throws(RuleFailure) {
        let isMasked = masking.hides(from: rule)
        let view: (RuleSubject) -> RuleSubject = { isMasked ? $0.masked() : $0 }
        let seen = view(work.subject)
        for condition in rule.conditions {
            guard try RuleCondition(condition).holds(for: seen) else { return }
        }
        for action in rule.actions { try RuleAction(action).perform(on: &work, seeing: view) }
        work.outcome.applied.append(rule.name)
    }
}
