import IngotModel

@testable import IngotConductor
@testable import IngotStorage

/// The end: no more faults, and everything must come to rest.
extension Simulation {
    /// - Throws: ``Violation`` where something is left undone.
    mutating func settle() async throws {
        note("all faults end")
        for hostname in Self.hostnames {
            await kill(hostname)
            try await start(hostname)
        }
        var moves = 0
        while moves < Self.patience, try await move() { moves += 1 }
        try await checkRest()
    }

    private static let patience = 5_000

    /// Does what there is to do, moving the clock to it where need be.
    ///
    /// - Returns: whether there was anything.
    private mutating func move() async throws -> Bool {
        let now = clock.now
        let work = try await Work(at: now, lab.store)
        for hostname in Self.hostnames where !work.isEmpty {
            guard let surroundings = lives[hostname]?.surroundings else { continue }
            try await Work(at: now, lab.store).perform(surroundings)
            try await observe(writer: surroundings.incarnation)
        }
        if !work.isEmpty { return true }
        if let next = work.next {
            clock.advance(by: max(.microseconds(1), next - now))
            return true
        }
        return try await letGo()
    }

    /// Asks for `unhold` where a node is held.
    private mutating func letGo() async throws -> Bool {
        let ids = nodes
        let held = try await lab.store.read { transaction in
            try ids.filter { try transaction.nodes.find($0)?.provisionState.isHeld ?? false }
        }
        for id in held {
            let request = NodeRequest(node: id, kind: .provision(.unhold), requestedAt: clock.now)
            try await lab.store.write { try $0.requests.insert(request) }
        }
        return !held.isEmpty
    }

    private func checkRest() async throws {
        var faults: [String] = []
        for (slot, snapshot) in try await Snapshot.take(of: nodes, from: lab.engine).map({ (self.slot(of: $0), $1) }) {
            guard let node = snapshot.node else { continue }
            let name = "node \(slot) in '\(node.provisionState.rawValue)'"
            if !node.provisionState.isStable, !node.provisionState.isFailure { faults.append("\(name) is stuck") }
            if let run = snapshot.active { faults.append("\(name) is still busy with '\(run.plan.verb)'") }
            if snapshot.lease != nil { faults.append("\(name) is still held") }
            if node.targetPowerState != nil { faults.append("\(name) still has a power target") }
        }
        let ids = requests
        let open = try await lab.store.read { transaction in
            try ids.compactMap { try transaction.requests.find($0) }.filter { [.queued, .claimed].contains($0.state) }
        }
        faults += open.map { "the request for \($0.kind.text) of node \(slot(of: $0.node)) is \($0.state.rawValue)" }
        if !faults.isEmpty { throw Violation(description: faults.joined(separator: "; ")) }
    }
}
