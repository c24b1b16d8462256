import IngotMetrics
import IngotModel

/// What one transaction made of a run and its node, for those who measure.
struct RunTurn: Sendable {
    var run: Run
    var before: Node
    var after: Node
    var at: Timestamp

    func measure(_ settings: ConductorSettings, _ meter: WorkMeter) {
        if before.provisionState != after.provisionState, let since = before.provisionUpdatedAt {
            let budget = before.provisionState.isWaiting ? settings.wait(in: before.provisionState) : nil
            meter.left(before.provisionState, after: at - since, budget: budget)
        }
        guard run.state.isOver else { return }
        meter.ended(run, on: after.driver)
        if run.state == .failed, let step = run.plan.steps.at(run.position) {
            meter.failed(step.step, on: after.driver)
        }
    }
}

extension Runner {
    /// Measures a step that has ended well.
    ///
    /// - Parameter begun: nil where it waited, so that only the journal knows.
    func measure(_ step: PlannedStep, of run: Run, on node: Node, begun: Timestamp?) async {
        let now = surroundings.clock.now
        var start = begun
        if start == nil {
            start = try? await surroundings.store.read { try $0.journal.begun(run.id, stepIndex: run.position) }
        }
        surroundings.meter.finished(step.step, on: node.driver, after: start.map { now - $0 })
    }
}
