import IngotMetrics
import IngotModel
import Prometheus
import Testing

@testable import IngotConductor

/// What a conductor tells of its work in numbers.
struct MeasurementTests {
    private let registry = Registry(MetricFamily.all)

    private func life(_ lab: Lab, _ hostname: String = "lab", cutAt cut: Int? = nil) throws -> Life {
        let mains = Mains(cutAt: cut)
        var surroundings = try lab.surroundings(hostname, mains, states: StateMeter(Meters(registry)))
        surroundings.meter = WorkMeter(Meters(registry))
        return Life(lab: lab, mains: mains, surroundings: surroundings)
    }

    private func lines(_ beginning: String) -> [String] {
        registry.text.split(separator: "\n").map(String.init).filter { $0.hasPrefix(beginning) }
    }

    @Test func `a run that finishes is counted, and timed with its steps and states`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .enroll)
        _ = try await lab.ask(.provision(.manage))
        await (try life(lab)).settle()
        #expect(
            lines("ingot_runs_total") == [#"ingot_runs_total{verb="manage",driver="world",outcome="finished"} 1"#])
        #expect(
            lines("ingot_step_seconds_count") == [#"ingot_step_seconds_count{step="power.verify",driver="world"} 1"#])
        // The state of rest that it began with has ended, too; the one that it ended with lasts.
        #expect(
            lines("ingot_state_seconds_count") == [
                #"ingot_state_seconds_count{state="enroll"} 1"#, #"ingot_state_seconds_count{state="verifying"} 1"#,
            ])
        #expect(lines("ingot_run_seconds_count") == [#"ingot_run_seconds_count{verb="manage",driver="world"} 1"#])
    }

    @Test func `a run that fails is counted with the step that failed`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable)
        let steps: JSONValue = [
            ["interface": "bios", "step": "apply_configuration", "args": ["settings": [["name": "", "value": 1]]]]
        ]
        _ = try await lab.ask(.provision(.clean), ["clean_steps": steps])
        await (try life(lab)).settle()
        #expect(
            lines("ingot_runs_total") == [#"ingot_runs_total{verb="clean",driver="world",outcome="failed"} 1"#])
        #expect(
            lines("ingot_step_failures_total") == [
                #"ingot_step_failures_total{step="bios.apply_configuration",driver="world"} 1"#
            ])
    }

    @Test func `a run that is aborted while it is held is counted as that`() async throws {
        let lab = try await Lab()
        try await lab.addFakeNode(in: .manageable)
        let steps: JSONValue = [["interface": "power", "step": "hold", "args": [:]]]
        _ = try await lab.ask(.provision(.clean), ["clean_steps": steps])
        let life = try life(lab)
        await life.settle()
        _ = try await lab.ask(.provision(.abort))
        await life.settle()
        #expect(
            lines("ingot_runs_total") == [#"ingot_runs_total{verb="clean",driver="world",outcome="aborted"} 1"#])
    }

    @Test func `a run that another conductor takes up is counted as a take-over`() async throws {
        let lab = try await Lab()
        try await lab.addNode(in: .available)
        _ = try await lab.ask(.provision(.active))
        // Somewhere in the middle; where exactly does not matter.
        await (try life(lab, "first", cutAt: 12)).settle()
        #expect(lines("ingot_takeovers_total") == ["ingot_takeovers_total 0"])
        await (try life(lab, "second")).settle()
        #expect(try await lab.current()?.provisionState == .active)
        #expect(lines("ingot_takeovers_total") == ["ingot_takeovers_total 1"])
    }

    @Test(arguments: [(30, nil, 0), (30, 60, 0), (90, 60, 30)] as [(Int, Int?, Int)])
    func `what a state lasts beyond its deadline is added up`(_ time: Int, _ budget: Int?, _ excess: Int) {
        let budgets = budget.map { [ProvisionState.deployWait: Duration.seconds($0)] } ?? [:]
        StateMeter(Meters(registry), budgets: budgets).left(.deployWait, after: .seconds(time))
        let expected = #"ingot_state_over_budget_seconds_total{state="wait call-back"} \#(excess)"#
        #expect(lines("ingot_state_over_budget") == (excess > 0 ? [expected] : []))
        #expect(lines("ingot_state_seconds_sum") == [#"ingot_state_seconds_sum{state="wait call-back"} \#(time)"#])
    }

    @Test func `ticks of jobs are timed, and failures counted`() {
        var status = JobStatus(conductor: "lab", name: "power-sync", interval: .seconds(60))
        let meter = JobMeter(Meters(registry))
        let start = Timestamp(seconds: 1)
        status.record(.init(startedAt: start, duration: .milliseconds(3), result: .repaired(2)))
        meter.record(status)
        status.record(.init(startedAt: start, duration: .seconds(2), result: .failed("no")))
        meter.record(status)
        #expect(lines("ingot_job_seconds_count") == [#"ingot_job_seconds_count{job="power-sync"} 2"#])
        #expect(lines("ingot_job_failures_total") == [#"ingot_job_failures_total{job="power-sync"} 1"#])
    }
}
