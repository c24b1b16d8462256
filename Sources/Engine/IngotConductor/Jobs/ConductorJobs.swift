import IngotModel

/// All periodic jobs of a conductor.
enum ConductorJobs {
    /// - Parameter owns: which nodes are this conductor's.
    static func all(_ surroundings: Surroundings, owns: @escaping NodeOwnership) -> [any PeriodicJob] {
        let nodes = OwnNodes(surroundings: surroundings, owns: owns)
        let question = PowerQuestion(surroundings: surroundings)
        let comparison = PowerComparison(nodes: nodes, question: question, failures: PowerFailures())
        return [
            AllocationPlacer(surroundings: surroundings),
            PowerSync(comparison: comparison),
            PowerRetry(comparison: comparison),
            PowerRecovery(nodes: nodes, question: question),
            TimeOuts(nodes: nodes),
            StuckNodes(nodes: nodes),
            CleaningFailures(nodes: nodes),
            LongWaits(surroundings: surroundings),
            OrphanedLeases(surroundings: surroundings),
            ConductorRecords(surroundings: surroundings),
            Retention(surroundings: surroundings),
        ]
    }
}

extension JobRunner {
    /// Drives all jobs of a conductor.
    init(_ surroundings: Surroundings, owns: @escaping NodeOwnership, observer: @escaping JobBoard.Observer) {
        let (jobs, settings) = (ConductorJobs.all(surroundings, owns: owns), surroundings.settings)
        self.init(
            jobs: jobs,
            board: JobBoard(
                jobs, of: settings.hostname, store: surroundings.store, logger: surroundings.logger,
                observer: observer),
            bell: surroundings.store.bell, clock: surroundings.clock, timer: surroundings.timer,
            writingInterval: settings.heartbeatInterval, logger: surroundings.logger)
    }
}
