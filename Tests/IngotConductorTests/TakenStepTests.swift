import IngotContracts
import IngotModel
import Testing

@testable import IngotDrivers

/// What the agent's list of commands tells of a step whose answer was lost.
struct TakenStepTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var commands: [AgentCommandResult]
        var finding: TakenStep.Finding

        init(_ words: String, _ commands: [AgentCommandResult], _ finding: TakenStep.Finding) {
            (testDescription, self.commands, self.finding) = (words, commands, finding)
        }
    }

    private static func command(
        _ status: AgentCommandStatus, _ name: String = "execute_clean_step", mark: String? = nil
    ) -> AgentCommandResult {
        let step: JSONValue = ["interface": "deploy", "step": "erase", "mark": JSONValue(mark)]
        return AgentCommandResult(
            id: "1", name: name, status: status, result: mark == nil ? .null : ["clean_step": step])
    }

    private static let (own, earlier) = ("run-2/1", "run-1/1")

    static let cases = [
        Case("nothing", [], .notTaken),
        Case("another command", [command(.succeeded, "get_clean_steps")], .notTaken),
        Case("its own success", [command(.succeeded, mark: own)], .taken(command(.succeeded, mark: own))),
        Case("its own failure", [command(.failed, mark: own)], .taken(command(.failed, mark: own))),
        Case("the success of an earlier run", [command(.succeeded, mark: earlier)], .notTaken),
        Case("the failure of an earlier run", [command(.failed, mark: earlier)], .notTaken),
        Case("a failure that shows no step", [command(.failed)], .perhaps(command(.failed))),
        Case("a command that runs and shows no step", [command(.running)], .perhaps(command(.running))),
        Case(
            "a success of its own before another command", [command(.succeeded, mark: own), command(.succeeded)],
            .notTaken),
    ]

    @Test(arguments: cases)
    func `only what shows the step's own mark is it`(_ given: Case) {
        let taken = TakenStep(step: Step(.deploy, "erase"), kind: .clean, mark: Self.own)
        #expect(taken.find(among: given.commands) == given.finding)
    }
}
