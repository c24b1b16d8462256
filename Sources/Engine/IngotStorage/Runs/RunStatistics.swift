import IngotModel

/// What earlier runs tell of how long work takes, as far as they can be read. Every query reads an index from its
/// newest end, and so many rows only.
package struct RunStatistics {
    let connection: any Connection
    let journal: JournalRepository

    /// The newest runs that ended well, of the same work where they are most alike.
    ///
    /// - Parameters:
    ///   - kinds: the words for the work; a verb may have two.
    ///   - image: the ``ImageName`` of what is deployed; nil for other work.
    ///   - project: the only one whose runs count, those of nodes that it owned or leased when they began; nil for all.
    ///   - fewest: how many there should be: runs less alike are taken rather than fewer, if there are so many of them.
    /// - Returns: nil where no run is alike.
    package func past(
        _ kinds: [NodeRequest.Kind], on machine: MachineKind, deploying image: String?, of project: String?,
        fewest: Int = 1, limit: Int
    ) throws -> PastRuns? {
        var few: (likeness: PastRuns.Likeness, runs: [Run])?
        for likeness in PastRuns.Likeness.allCases {
            guard let condition = Self.condition(likeness, machine, image) else { continue }
            let runs = try newest(kinds, condition, project, limit)
            if runs.count >= fewest { return PastRuns(alike: likeness, try times(of: runs)) }
            if few == nil, !runs.isEmpty { few = (likeness, runs) }
        }
        return try few.map { PastRuns(alike: $0.likeness, try times(of: $0.runs)) }
    }

    private static func condition(
        _ likeness: PastRuns.Likeness, _ machine: MachineKind, _ image: String?
    ) -> SQL? {
        switch likeness {
        case .modelAndImage:
            machine.model.flatMap { model in image.map { "hardware_model = \(model) AND image = \($0)" } }
        case .model: machine.model.map { "hardware_model = \($0)" }
        case .resourceClass: machine.resourceClass.map { "driver = \(machine.driver) AND resource_class = \($0)" }
        case .driver: "driver = \(machine.driver)"
        }
    }

    private func newest(
        _ kinds: [NodeRequest.Kind], _ condition: SQL, _ project: String?, _ limit: Int
    ) throws -> [Run] {
        let runs = try kinds.flatMap { kind in
            if let project { return try newest(kind, condition, of: project, limit) }
            return try newest(kind, condition, limit)
        }
        return Array(
            runs.sorted { ($0.finishedAt ?? $0.startedAt) > ($1.finishedAt ?? $1.startedAt) }.prefix(limit))
    }

    private func newest(_ kind: NodeRequest.Kind, _ condition: SQL, _ limit: Int) throws -> [Run] {
        try Table.runs.readable(
            """
             WHERE state = 'finished' AND kind = \(kind) AND \(condition)
             ORDER BY finished_at DESC LIMIT \(limit)
            """, on: connection)
    }

    /// Only so many of the project's newest runs are looked at, whatever machines they were done on.
    private func newest(
        _ kind: NodeRequest.Kind, _ condition: SQL, of project: String, _ limit: Int
    ) throws -> [Run] {
        let runs = try ["owner", "lessee"].flatMap { role in
            try Table.runs.readable(
                """
                 WHERE uuid IN (
                    SELECT uuid FROM (
                        SELECT uuid, driver, resource_class, hardware_model, image, finished_at FROM run
                        WHERE state = 'finished' AND kind = \(kind) AND \(identifier: role) = \(project)
                        ORDER BY finished_at DESC LIMIT \(Self.mostOfProject)
                    ) AS own WHERE \(condition) ORDER BY finished_at DESC LIMIT \(limit)
                 )
                """, on: connection)
        }
        // Who leases a node may own it, too.
        return Array(Dictionary(runs.map { ($0.id, $0) }, uniquingKeysWith: { $1 }).values)
    }

    private static let mostOfProject = 500

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
