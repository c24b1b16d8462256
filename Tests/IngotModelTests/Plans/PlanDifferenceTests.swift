import IngotModel
import Testing

struct PlanDifferenceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var before: [String]
        var after: [String]
        var position = 1
        var says: String?
        var testDescription: String { "\(before) to \(after)" }
    }

    @Test(arguments: [
        Case(before: ["ask", "erase"], after: ["ask", "erase"]),
        Case(before: ["ask"], after: ["ask", "erase", "patch"], says: "added deploy.erase, deploy.patch"),
        Case(before: ["ask", "erase", "patch"], after: ["ask", "patch"], says: "left out deploy.erase"),
        Case(before: ["ask", "a", "b"], after: ["ask", "b", "a"], says: "changed the order of the others"),
        Case(
            before: ["ask", "a", "b", "c"], after: ["ask", "c", "d", "a"],
            says: "added deploy.d; left out deploy.b; changed the order of the others"),
        Case(before: ["ask", "a"], after: ["ask", "a", "a"], says: "added deploy.a"),
        Case(before: ["x", "a"], after: ["y", "a"], says: nil),
    ])
    func `what has changed from the next step on is told`(_ change: Case) {
        let difference = PlanDifference(
            from: plan(change.before), to: plan(change.after), after: change.position)
        #expect(difference?.description == change.says)
    }

    private func plan(_ names: [String]) -> Plan {
        Plan(
            verb: "provide", from: .manageable, target: .available,
            steps: names.map { PlannedStep(Step(.deploy, $0), by: .agent, .repeatable, because: "it is told") })
    }
}
