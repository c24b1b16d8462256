import IngotModel
import IngotStorage

/// As ``PowerSync``, for the nodes that failed last time.
struct PowerRetry: PeriodicJob {
    let name = "power retry"
    let comparison: PowerComparison

    var interval: Duration { comparison.question.surroundings.settings.jobs.powerSyncInterval }

    func tick() async throws -> Int {
        let failing = comparison.failures.nodes
        guard !failing.isEmpty else { return 0 }
        var (found, repaired) = (Set<NodeID>(), 0)
        let size = comparison.question.surroundings.settings.jobs.pageSize
        let all = failing.sorted { $0.text < $1.text }
        for start in stride(from: 0, to: all.count, by: size) {
            var filter = comparison.filter
            filter.candidates = Array(all[start..<min(start + size, all.count)])
            repaired += try await comparison.nodes.visit(filter) { page in
                found.formUnion(page.map(\.id))
                return try await comparison.compare(page)
            }
        }
        comparison.failures.forget(failing, but: found)
        return repaired
    }
}
