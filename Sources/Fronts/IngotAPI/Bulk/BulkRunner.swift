import IngotModel

/// Does the same to many nodes, a few at a time, and gathers what became of each.
struct BulkRunner: Sendable {
    let services: APIServices

    /// - Returns: one result for each reference, in their order; those that were not begun in time are 503.
    func run(
        _ references: [String], status: Int,
        _ action: @escaping @Sendable (String) async throws -> [String: JSONValue]
    ) async -> [BulkResult] {
        let deadline = ContinuousClock.now + services.configuration.bulkTimeout
        return await withTaskGroup(of: BulkResult.self) { group in
            var results = [BulkResult?](repeating: nil, count: references.count)
            for (index, reference) in references.enumerated() {
                if index >= services.configuration.bulkConcurrency, let done = await group.next() {
                    results[done.index] = done
                }
                group.addTask { await Self.result(index, reference, status, before: deadline, action) }
            }
            for await done in group { results[done.index] = done }
            return results.compactMap { $0 }
        }
    }

    private static func result(
        _ index: Int, _ reference: String, _ status: Int, before deadline: ContinuousClock.Instant,
        _ action: @Sendable (String) async throws -> [String: JSONValue]
    ) async -> BulkResult {
        do {
            try Task.checkCancellation()
            guard ContinuousClock.now < deadline else { throw notBegun }
            let made = try await action(reference)
            return BulkResult(index, node: reference, status: status, made: made)
        } catch {
            return BulkResult(index, node: reference, failed: error)
        }
    }

    private static let notBegun = APIError.unavailable(
        "The call took too long before this node's turn came, so nothing was done to it; send it again",
        code: "bulk_deadline_passed", retryAfterSeconds: 10)
}
