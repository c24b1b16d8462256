import IngotModel

@testable import IngotConductor
@testable import IngotStorage

/// The end: no more faults, and everything must come to rest, each wait by its deadline.
extension Simulation {
    /// - Throws: ``Violation`` where something is left undone, or is done too late.
    mutating func settle() async throws {
        note("all faults end")
        try await mendAll()
        let begun = clock.now
        var jobsDue = begun
        while true {
            if moves > Self.mostMoves { throw Violation(description: "there is no end of work, and no time passes") }
            if try await work() { continue }
            if clock.now >= jobsDue {
                try await doAllJobs()
                jobsDue = clock.now + Self.jobInterval
                continue
            }
            let now = clock.now
            let snapshots = try await Snapshot.take(of: nodes, from: lab.engine, knowing: seen)
            let late = snapshots.values.flatMap { $0.overdue(now, begun) }
            if !late.isEmpty { throw Violation(description: late.joined(separator: "; ")) }
            let left = try await unrest(snapshots) + neglected(since: begun)
            if left.isEmpty { return }
            if now > begun + Self.patience { throw Violation(description: left.joined(separator: "; ")) }
            for id in nodes where snapshots[id]?.node?.provisionState.isHeld ?? false {
                try await ask(.provision(.unhold), of: id)
            }
            for id in nodes where snapshots[id]?.node?.pausesDeadline ?? false { try await endMaintenance(of: id) }
        }
    }

    /// Each run has a few waits of two minutes at most, and others may stand in line behind it.
    private static let patience = Duration.seconds(7_200)
    private static let jobInterval = Duration.seconds(60)
    /// Whatever there is to do at one moment takes far fewer.
    private static let mostMoves = 5_000

    /// Who lives goes on with what it has in hand; nobody is started anew for the sake of peace.
    private mutating func mendAll() async throws {
        for hostname in Self.hostnames {
            thaw(hostname)
            reconnect(hostname)
            _ = try await lab.store.write { try $0.conductors.setDraining(hostname, false) }
            if lives[hostname]?.peer.inFlight.isStopping ?? false { await kill(hostname) }
            if lives[hostname] == nil { try await start(hostname) }
        }
        for node in nodes { lab.world.strip.silence(node, false) }
    }

    /// Everybody does what they find, or time passes until somebody wants to look again.
    ///
    /// - Returns: whether there was anything to do.
    private mutating func work() async throws -> Bool {
        var pause = Duration.seconds(9)
        var isIdle = true
        for hostname in Self.hostnames {
            guard let life = lives[hostname] else { continue }
            let agenda = try await look(life)
            pause = min(pause, agenda.pause)
            isIdle = isIdle && stage.waiting.isEmpty && !agenda.hasStranded && !agenda.doubtsLeases
            try await playOut()
        }
        if isIdle { try await passTime(pause, withDelays: false) }
        return !isIdle
    }

    /// Whoever waits is let on until nobody does.
    mutating func playOut() async throws {
        while moves <= Self.mostMoves, let player = stage.waiting.keys.min() { try await letOn(player, into: .goesOn) }
    }

    /// What has not come to rest.
    private func unrest(_ snapshots: [NodeID: Snapshot]) async throws -> [String] {
        let ids = nodes
        let (open, homeless) = try await lab.store.read { transaction in
            (try ids.flatMap { try transaction.requests.unsettled($0) }, try transaction.allocations.open(limit: 1))
        }
        return nodes.enumerated().flatMap { slot, id in
            let faults = (snapshots[id]?.unrest ?? []) + [snapshots[id]?.node.flatMap(mispowered)].compactMap(\.self)
            return faults.map { "node \(slot) \($0)" }
        } + open.map { "the request for \($0.kind.text) of node \(slot(of: $0.node)) is \($0.state.rawValue)" }
            + homeless.map { "allocation \($0.id) has neither a node nor an error" }
    }
}

extension Snapshot {
    /// What keeps the node from being at rest.
    fileprivate var unrest: [String] {
        guard let node else { return [] }
        var faults: [String] = []
        if !node.provisionState.isStable, !node.provisionState.isFailure {
            faults.append("is stuck in '\(node.provisionState.rawValue)'")
        }
        if let active { faults.append("is busy with '\(active.plan.verb)', \(active.state.rawValue)") }
        if lease != nil { faults.append("is held") }
        if node.targetPowerState != nil { faults.append("has a power target") }
        if node.provisionState.isFailure, node.cleanStep != [:] { faults.append("shows a step and does none") }
        if node.fault != nil, !node.inMaintenance { faults.append("has a fault without maintenance") }
        return faults
    }

    /// What should have been over by now, or have somebody at work on it: a wait after its deadline, a run without a
    /// conductor.
    ///
    /// - Parameter begun: since when nothing has failed.
    fileprivate func overdue(_ now: Timestamp, _ begun: Timestamp) -> [String] {
        guard let active, node.map({ !$0.pausesDeadline }) ?? true else { return [] }
        let moved = journals[active.id]?.last?.at ?? active.startedAt
        let due = active.state == .running ? moved : active.deadline ?? now
        guard now > max(due, begun) + Self.slack, lease.map({ $0.expiresAt <= now }) ?? true else { return [] }
        return ["'\(active.plan.verb)', \(active.state.rawValue), should have gone on by \(due.iso8601)"]
    }

    /// As long as a lease of the dead lasts, and a look around takes to come.
    private static let slack = Duration.seconds(45)
}
