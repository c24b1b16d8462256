import IngotModel

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
