import IngotHardware
import IngotModel
import IngotStorage

/// What is written around a change of power that is made while a run waits. The run's own step stays as it is, and so do
/// its ticket and its deadline; the journal tells of the change as of something that was seen.
extension RunRecords {
    /// Before the change's effect.
    func begin(_ interlude: PowerInterlude, during run: Run, under lease: Lease) async throws {
        try await change(run, under: lease) { run, node, transaction, now in
            node.show(interlude)
            try note(
                "'\(interlude.target.rawValue)' was asked for while this waits", in: run, at: now, transaction, lease)
            guard interlude.target.endsRamdisk else { return }
            try transaction.runs.update(run, under: lease)
            try farewell(transaction).leave(node)
        }
    }

    /// The change waits for the machine, and the node is let go.
    func wait(
        _ interlude: PowerInterlude, _ interval: Duration, during run: Run, under lease: Lease
    ) async throws {
        try await change(run, under: lease) { run, node, transaction, now in
            node.show(interlude)
            run.wakeAt = now + interval
            try transaction.runs.update(run, under: lease)
            try transaction.leases.release(lease)
            transaction.ringAfterCommit()
        }
    }

    /// After the change's effect.
    func end(_ interlude: PowerInterlude, _ result: StepResult, during run: Run, under lease: Lease) async throws {
        try await change(run, under: lease) { run, node, transaction, now in
            node.endInterlude()
            try node.take(result.changes, in: transaction, at: now)
            let detail = result.detail ?? "it is done"
            try note("'\(interlude.target.rawValue)': \(detail)", in: run, at: now, transaction, lease)
            guard result.forgets != nil else { return }
            try transaction.runs.update(run, under: lease)
            try farewell(transaction).forget(node.id)
        }
    }

    /// The change has failed, which is no failure of the run.
    func fail(_ interlude: PowerInterlude, because reason: String, during run: Run, under lease: Lease) async throws {
        try await change(run, under: lease) { run, node, transaction, now in
            let error = Self.line(
                "'\(interlude.target.rawValue)', asked for while '\(run.plan.verb)' waits, failed: \(reason)")
            let before = node
            node.endInterlude()
            node.lastError = error
            try note(error, in: run, at: now, transaction, lease)
            try history(transaction).append(.error, error, of: run, from: before, to: node, at: now)
        }
    }

    private func note(
        _ text: String, in run: Run, at now: Timestamp, _ transaction: Transaction, _ lease: Lease
    ) throws {
        let seen = Observation(.bmc, text)
        try append(.observed, to: run, at: now, ticket: seen.ticket, detail: seen.text, transaction, lease)
    }
}
