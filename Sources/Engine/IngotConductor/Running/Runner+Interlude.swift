import IngotHardware
import IngotModel
import IngotStorage

/// Changes the power of a machine while a run waits for it.
extension Runner {
    /// Begins the change, looks how far it has come, or takes up what an earlier life has begun.
    ///
    /// - Returns: the run, which looks at its own step next; nil where the change itself waits.
    func perform(
        _ asked: PowerInterlude, during run: Run, _ task: NodeTask, under lease: Lease
    ) async throws -> Run? {
        var interlude = asked
        interlude.hasBegun = true
        if !asked.hasBegun { try await records.begin(interlude, during: run, under: lease) }
        do {
            switch try await outcome(of: asked, during: run, task, under: lease) {
            case .finished(let result):
                try await records.end(interlude, result, during: run, under: lease)
            case .suspended(let ticket, let interval, _, _):
                try checkTime(of: interlude, during: run)
                interlude.ticket = ticket
                try await records.wait(interlude, interval, during: run, under: lease)
                return nil
            case .held:
                throw HardwareProblem(.failed, "the power interface waits for somebody, which a change of power cannot")
            }
        } catch let problem as HardwareProblem {
            try await records.fail(interlude, because: problem.message, during: run, under: lease)
        }
        return run
    }

    private func outcome(
        of interlude: PowerInterlude, during run: Run, _ task: NodeTask, under lease: Lease
    ) async throws -> StepOutcome {
        var marked = task
        marked.mark = "\(run.id)/\(run.position)/\(interlude.askedAt.microseconds)"
        let task = marked
        do {
            return try await surroundings.leases.act(under: lease) {
                let body = try surroundings.catalog.power(of: task.node).step(for: interlude.target)
                if let ticket = interlude.ticket { return try await body.check(ticket, task) }
                // Whoever is told twice to be on or off is so all the same.
                let mustRecover = interlude.hasBegun && interlude.target.reboots
                return try await mustRecover ? body.recover(task) : body.run(task)
            }
        } catch let error where error is CancellationError || error is LeaseLost || error is StorageError {
            throw error
        } catch let problem as HardwareProblem {
            throw problem
        } catch {
            throw HardwareProblem(.failed, "\(error)")
        }
    }

    /// A change is not to keep the run from its own deadline, nor one that is held from being let go.
    private func checkTime(of interlude: PowerInterlude, during run: Run) throws {
        let limit = interlude.askedAt + surroundings.settings.defaultWait
        guard surroundings.clock.now >= min(limit, run.deadline ?? limit) else { return }
        throw HardwareProblem(.failed, "the machine has not come to '\(interlude.target.result.rawValue)' in time")
    }
}
