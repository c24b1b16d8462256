/// How often the periodic jobs of a conductor are done, and their limits. An interval of zero switches a job off.
package struct JobSettings: Sendable {
    /// How often each machine is asked for its power state (peer: `[conductor]sync_power_state_interval`).
    package var powerSyncInterval = Duration.seconds(120)
    /// How many machines are asked at the same time (peer: `[conductor]sync_power_state_workers`).
    package var powerSyncWorkers = 8
    /// How long one machine may take to answer.
    package var powerSyncTimeout = Duration.seconds(30)
    /// After so many failures in a row a node goes into maintenance (peer: `[conductor]power_state_sync_max_retries`).
    package var powerSyncAttempts = 3
    /// Whether a machine is switched back to what its node says; otherwise the node takes over what is seen (peer:
    /// `[conductor]force_power_state_during_sync`).
    package var forcesPowerState = true
    /// How often nodes that are in maintenance for their power are asked (peer:
    /// `[conductor]power_failure_recovery_interval`).
    package var powerRecoveryInterval = Duration.seconds(300)
    /// How often nodes, leases and records are looked at for what no longer is as it should be (peer:
    /// `[conductor]check_provision_state_interval`).
    package var checkInterval = Duration.seconds(60)
    /// How long a node may be in a working state without a run, and a lease be expired, until that is repaired.
    package var patience = Duration.seconds(60)
    /// Conductors that were not seen for so long are dead.
    package var conductorTimeout = Duration.seconds(60)
    /// Records of conductors that were not seen for so long are removed (peer: `[conductor]conductor_cleanup_timeout`).
    package var conductorRetention = Duration.seconds(14 * 86_400)
    /// How often what nobody will ask for any more is removed.
    package var tidyingInterval = Duration.seconds(3_600)
    /// How many rows are removed in one transaction, so that it ends soon: writers wait for it, and databases end what
    /// takes long.
    package var tidyingBatch = 1_000
    /// How many nodes are read at a time.
    package var pageSize = 500

    package init() {}
}
