import IngotModel
import Testing

struct PlanEstimateTests {
    private func plan(_ names: String...) -> Plan {
        Plan(
            verb: "active", from: .available, target: .active,
            steps: names.map { PlannedStep(Step(.deploy, $0), by: .agent, .repeatable, because: "it is told") })
    }

    /// A run with steps of these lengths in seconds, and a second beside them.
    private func run(_ steps: KeyValuePairs<String, Int>) -> PastRun {
        PastRun(
            steps: steps.map { PastRun.Step(name: "deploy.\($0.key)", duration: .seconds($0.value)) },
            duration: .seconds(steps.reduce(1) { $0 + $1.value }))
    }

    @Test func `an estimate is the median of runs with the same steps`() throws {
        let past = PastRuns(
            alike: .model, [run(["a": 1, "b": 10]), run(["a": 3, "b": 20]), run(["a": 5, "b": 90]), run(["a": 7])])
        let estimate = try #require(PlanEstimate(of: plan("a", "b"), from: past))
        #expect(estimate.duration == .seconds(24))
        #expect(estimate.runs == 3)
        #expect(estimate.steps.map { $0?.duration } == [.seconds(4), .seconds(20)])
        #expect(estimate.steps.map { $0?.runs } == [4, 3])
        #expect(estimate.json["alike_in"] == "model")
        #expect(estimate.json["seconds"] == 24.0)
    }

    @Test func `what was never done has no estimate`() throws {
        let past = PastRuns(alike: .driver, [run(["a": 1])])
        let estimate = try #require(PlanEstimate(of: plan("a", "new"), from: past))
        #expect(estimate.duration == nil)
        #expect(estimate.runs == 0)
        #expect(estimate.steps.map { $0?.duration } == [.seconds(1), nil])
        #expect(estimate.json["seconds"] == .null)
        #expect(PlanEstimate(of: plan("a"), from: nil) == nil)
        #expect(PlanEstimate(of: plan("a"), from: PastRuns(alike: .driver, [])) == nil)
    }

    @Test func `a plan that the agent will add to is compared with runs that went on`() throws {
        let past = PastRuns(alike: .model, [run(["get_clean_steps": 1, "erase": 100]), run(["erase": 5])])
        let estimate = try #require(PlanEstimate(of: plan("get_clean_steps"), from: past))
        #expect(estimate.duration == .seconds(102))
        #expect(estimate.runs == 1)
    }
}
