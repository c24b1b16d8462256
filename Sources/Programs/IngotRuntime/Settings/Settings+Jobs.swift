/// What conductors look after again and again.
extension Settings {
    static let jobs = [
        Setting(
            "power_sync.interval", \.conductor.jobs.powerSyncInterval, .duration(.zero ... .seconds(86_400)),
            "How often each machine that rests is asked for its power state; 0 never."),
        Setting(
            "power_sync.workers", \.conductor.jobs.powerSyncWorkers, .integer(1...1_000),
            "How many machines are asked at the same time."),
        Setting(
            "power_sync.timeout", \.conductor.jobs.powerSyncTimeout, .duration(.milliseconds(100) ... .seconds(600)),
            "How long one machine may take to answer."),
        Setting(
            "power_sync.attempts", \.conductor.jobs.powerSyncAttempts, .integer(1...1_000),
            "After how many failures in a row a node goes into maintenance."),
        Setting(
            "power_sync.force", \.conductor.jobs.forcesPowerState, .boolean,
            "Whether a machine is switched back to what its node says; otherwise the node takes over what is seen."),
        Setting(
            "power_recovery.interval", \.conductor.jobs.powerRecoveryInterval, .duration(.zero ... .seconds(86_400)),
            "How often nodes are asked that are in maintenance for their power alone; 0 never."),
        Setting(
            "repair.interval", \.conductor.jobs.checkInterval, .duration(.zero ... .seconds(86_400)),
            "How often nodes, leases and conductors are looked at for what is not as it should be; 0 never."),
        Setting(
            "repair.patience", \.conductor.jobs.patience, .duration(.seconds(1) ... .seconds(86_400)),
            "How long a node may be at work without a run, or a lease be expired, until that is repaired."),
        Setting(
            "repair.conductor_retention", \.conductor.jobs.conductorRetention,
            .duration(.seconds(60) ... .seconds(315_360_000)),
            "How long a conductor that has gone is remembered."),
        Setting(
            "retention.interval", \.conductor.jobs.tidyingInterval, .duration(.zero ... .seconds(604_800)),
            "How often what is older than it may be is removed; 0 never."),
        Setting(
            "retention.batch", \.conductor.jobs.tidyingBatch, .integer(1...100_000),
            "How many rows are removed in one transaction."),
        Setting(
            "jobs.page", \.conductor.jobs.pageSize, .integer(1...10_000),
            "How many nodes a periodic job reads at a time."),
    ]
}
