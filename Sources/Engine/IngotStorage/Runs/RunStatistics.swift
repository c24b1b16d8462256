import IngotModel

/// What earlier runs tell of how long work takes. Every query reads an index from its newest end, and so many rows only.
package struct RunStatistics {
    let connection: any Connection
    let journal: JournalRepository

    /// The newest runs that ended well, of the same work on the nearest kind of machine of which there are any.
    ///
    /// - Parameter kinds: the words for the work; a verb may have two.
    /// - Returns: nil where no run is alike.
    package func past(_ kinds: [NodeRequest.Kind], on machine: MachineKind, limit: Int) throws -> PastRuns? {
        for likeness in PastRuns.Likeness.allCases {
            guard let condition = Self.condition(likeness, machine) else { continue }
            let runs = try kinds.flatMap { try newest($0, condition, limit: limit) }
            let latest = runs.sorted { ($0.finishedAt ?? $0.startedAt) > ($1.finishedAt ?? $1.startedAt) }.prefix(limit)
            if !latest.isEmpty { return PastRuns(alike: likeness, try times(of: Array(latest))) }
        }
        return nil
    }

    private static func condition(_ likeness: PastRuns.Likeness, _ machine: MachineKind) -> SQL? {
        switch likeness {
        case .model: machine.model.map { "hardware_model = \($0)" }
        case .resourceClass: machine.resourceClass.map { "driver = \(machine.driver) AND resource_class = \($0)" }
        case .driver: "driver = \(machine.driver)"
        }
    }

    private func newest(_ kind: NodeRequest.Kind, _ condition: SQL, limit: Int) throws -> [Run] {
        try Table.runs.all(
            """
             WHERE state = 'finished' AND kind = \(kind) AND \(condition)
             ORDER BY finished_at DESC LIMIT \(limit)
            """, on: connection)
    }

    private func times(of runs: [Run]) throws -> [PastRun] {
        let entries = Dictionary(grouping: try journal.entries(runs: runs.map(\.id)), by: \.run)
        return runs.map { PastRun($0, entries[$0.id] ?? []) }
    }
}

extension PastRun {
    /// Reads a run's journal: each step lasts from its first beginning to its end.
    init(_ run: Run, _ entries: [JournalEntry]) {
        let ofSteps = Dictionary(grouping: entries.filter { $0.stepIndex != nil }) { $0.stepIndex ?? 0 }
        let steps = run.plan.steps.enumerated().compactMap { index, planned -> Step? in
            guard let begun = ofSteps[index]?.first(where: { $0.kind == .started }),
                let ended = ofSteps[index]?.last(where: { $0.kind == .finished })
            else { return nil }
            return Step(name: planned.step.qualifiedName, duration: ended.at - begun.at)
        }
        self.init(steps: steps, duration: (run.finishedAt ?? run.startedAt) - run.startedAt)
    }
}
