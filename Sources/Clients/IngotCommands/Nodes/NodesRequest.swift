import ArgumentParser
import IngotClient

/// What is asked of nodes: of a single one by its own call, of several by one call for all where the service knows
/// such.
struct NodesRequest: Sendable {
    let one: @Sendable (Nodes, String) async throws -> Void
    let many: @Sendable (Nodes, [String]) async throws -> [BulkOutcome]
    /// Asks what would be done to one; nil for what has no plan.
    var plan: (@Sendable (Nodes, String) async throws -> Resource)?

    static func provision(_ target: String, _ arguments: Resource? = nil) -> NodesRequest {
        NodesRequest(
            one: { try await $0.provision($1, target: target, arguments: arguments) },
            many: { try await $0.provision($1, target: target, arguments: arguments) },
            plan: { try await $0.planProvision($1, target: target, arguments: arguments) })
    }

    static func power(_ target: String, timeoutSeconds: Int?) -> NodesRequest {
        NodesRequest(
            one: { try await $0.setPower($1, target: target, timeoutSeconds: timeoutSeconds) },
            many: { try await $0.setPower($1, target: target, timeoutSeconds: timeoutSeconds) },
            plan: { try await $0.planPower($1, target: target) })
    }

    static func maintenance(reason: String?) -> NodesRequest {
        NodesRequest(
            one: { try await $0.setMaintenance($1, reason: reason) },
            many: { try await $0.setMaintenance($1, reason: reason) })
    }

    static let noMaintenance = NodesRequest(
        one: { try await $0.clearMaintenance($1) }, many: { try await $0.clearMaintenance($1) })
}

extension NodesRequest {
    /// Asks, without waiting.
    ///
    /// - Throws: `ClientError` where a call is refused, `ExitCode` after telling which nodes of many were.
    func send(to nodes: [String], of client: IngotClient, in surroundings: Surroundings) async throws {
        guard let outcomes = try await outcomes(of: nodes, client) else {
            for node in nodes { try await one(client.nodes, node) }
            return
        }
        var failures = Failures(console: surroundings.console)
        _ = failures.taken(from: outcomes)
        try failures.end(of: outcomes.count)
    }

    /// Asks, or where it is wished for, asks only what would be done, or draws each node's steps until it has reached
    /// the goal.
    ///
    /// Of many nodes, one that is refused or fails does not keep the others from being watched to their end.
    ///
    /// - Throws: `ClientError` where a call is refused, `WaitFailure` where a node ends elsewhere or the time is up,
    ///   `ExitCode` after telling which nodes of many failed.
    func send(
        to nodes: [String], until goal: WaitGoal, _ waiting: WaitOptions, _ dryRun: DryRunOptions,
        of client: IngotClient, in surroundings: Surroundings
    ) async throws {
        if dryRun.isDryRun {
            guard waiting.seconds == nil else {
                throw ValidationError("--dry-run does nothing that could be waited for; leave --wait out.")
            }
            return try dryRun.tell(try await plans(of: nodes, client), to: surroundings.console)
        }
        guard waiting.seconds != nil else { return try await send(to: nodes, of: client, in: surroundings) }
        let befores = try await snapshots(of: nodes, client)
        guard let outcomes = try await outcomes(of: nodes, client) else {
            for node in nodes {
                try await waiting.follow(node, until: goal, of: client, in: surroundings) {
                    try await one(client.nodes, node)
                }
            }
            return
        }
        var failures = Failures(console: surroundings.console)
        for node in failures.taken(from: outcomes) {
            guard let before = befores[node] else { continue }
            do {
                try await waiting.watch(node, since: before, until: goal, of: client, in: surroundings)
            } catch let error where error is WaitFailure || error is ClientError {
                failures.tell(error)
            }
        }
        try failures.end(of: outcomes.count)
    }

    /// What would be done to each; the first that is refused ends it, as nothing was done to any.
    private func plans(of nodes: [String], _ client: IngotClient) async throws -> [(node: String, plan: Resource)] {
        guard let plan else { return [] }
        var plans: [(node: String, plan: Resource)] = []
        for node in nodes { plans.append((node, try await plan(client.nodes, node))) }
        return plans
    }

    /// What the nodes were before they are asked at once; one that is not there is refused soon enough.
    private func snapshots(of nodes: [String], _ client: IngotClient) async throws -> [String: NodeSnapshot] {
        var snapshots: [String: NodeSnapshot] = [:]
        for node in nodes where nodes.count > 1 {
            do {
                snapshots[node] = try await client.nodes.snapshot(of: node)
            } catch let error as ClientError where error.status == 404 {
                continue
            }
        }
        return snapshots
    }

    /// What a call for all of them did; nil where there is one node alone, or no such call.
    private func outcomes(of nodes: [String], _ client: IngotClient) async throws -> [BulkOutcome]? {
        guard nodes.count > 1 else { return nil }
        do {
            return try await many(client.nodes, nodes)
        } catch let error as ClientError where error.status == 404 || error.code == "too_many_items" {
            return nil
        }
    }
}
