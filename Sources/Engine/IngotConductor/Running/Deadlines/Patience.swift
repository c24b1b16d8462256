import IngotModel

/// How long runs may wait, by the state in which their nodes do.
struct Patience: Sendable {
    let settings: ConductorSettings

    /// How long a run may wait for others, without a sign of life of the machine's agent.
    func allowed(_ run: Run) -> Duration {
        guard case .provision(let verb) = run.kind, let state = VerbRoute.of(verb, from: run.plan.from)?.waits else {
            return settings.defaultWait
        }
        return settings.wait(in: state)
    }

    /// When a wait has been too long, counted from its start or from the agent's last sign of life since.
    func deadline(of run: Run, _ waiting: Waiting, at now: Timestamp) -> Timestamp {
        let allowed = allowed(run)
        // A step that says itself how long it takes is not cut short; how often others are looked at says nothing.
        let moments = [waiting.until.map { $0 + .seconds(1) }, waiting.lastHeartbeat.map { $0 + allowed }]
        return moments.compactMap(\.self).reduce(run.deadline ?? now + allowed, max)
    }
}
