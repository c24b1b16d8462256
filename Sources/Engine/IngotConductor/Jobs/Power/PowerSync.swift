import IngotModel
import IngotStorage

/// Compares the power state of nodes with that of their machines (peer: ironic's `_sync_power_states`).
///
/// Nodes that failed last time are left to ``PowerRetry``: waiting for dead BMCs must not keep the others waiting.
struct PowerSync: PeriodicJob {
    let name = "power sync"
    let comparison: PowerComparison

    var interval: Duration { comparison.question.surroundings.settings.jobs.powerSyncInterval }

    func tick() async throws -> Int {
        let failing = comparison.failures.nodes
        return try await comparison.nodes.visit(comparison.filter) { page in
            try await comparison.compare(page.filter { !failing.contains($0.id) })
        }
    }
}
