import IngotModel

@testable import IngotConductor
@testable import IngotStorage

/// What is done to conductors.
extension Simulation {
    /// The process is gone; its tasks find that out wherever they are.
    mutating func kill(_ hostname: String) async {
        guard let life = lives.removeValue(forKey: hostname) else { return }
        note("\(hostname) is killed")
        life.troupe.kill()
        for player in life.troupe.players { await stage.resume(player) }
    }

    /// Stops a process where it stands, but not with an order to a machine on its lips: best when it has just written
    /// that it is about to give one, and often for longer than its leases last.
    mutating func freeze() async throws {
        let ready = Self.hostnames.filter { lives[$0].map { isAt([.committed], $0.troupe) } ?? false }
        let hostname = ready.randomElement(using: &generator) ?? anybody()
        guard let troupe = lives[hostname]?.troupe, !troupe.isFrozen, !isAt([.calling], troupe) else { return }
        note("\(hostname) is frozen")
        troupe.isFrozen = true
        if Bool.random(using: &generator) { try await passTime(.seconds(40)) }
    }

    mutating func thaw(_ hostname: String) {
        guard let troupe = lives[hostname]?.troupe, troupe.isFrozen else { return }
        note("\(hostname) thaws")
        troupe.isFrozen = false
    }

    mutating func cutOff() {
        let hostname = anybody()
        guard let troupe = lives[hostname]?.troupe, !troupe.isCutOff else { return }
        note("\(hostname) is cut off from the database")
        troupe.isCutOff = true
    }

    mutating func reconnect(_ hostname: String) {
        guard let troupe = lives[hostname]?.troupe, troupe.isCutOff else { return }
        note("\(hostname) reaches the database again")
        troupe.isCutOff = false
    }

    /// An operator wants a conductor to take nothing new, or has changed their mind.
    mutating func toggleDraining() async throws {
        let hostname = anybody()
        let isDraining = try await lab.store.write { transaction in
            let isDraining = try !(transaction.conductors.find(hostname)?.isDraining ?? true)
            _ = try transaction.conductors.setDraining(hostname, isDraining)
            return isDraining
        }
        note("\(hostname) is \(isDraining ? "drained" : "drained no longer")")
    }

    /// A process is told to end after the steps that it has in hand.
    mutating func stop() {
        let hostname = anybody()
        guard let peer = lives[hostname]?.peer, !peer.inFlight.isStopping else { return }
        note("\(hostname) is stopped")
        peer.inFlight.stop()
    }

    /// An operator takes a node from a conductor that hangs, but not between its word that it begins a step and the
    /// order to the machine.
    mutating func breakLease() async throws {
        let (slot, id) = anyNode()
        guard let lease = try await lab.store.read({ try $0.leases.find(id) }) else { return }
        let holder = lives.values.first { $0.peer.surroundings.incarnation == lease.incarnation }
        if let holder, isAt([.calling, .committed], holder.troupe) { return }
        note("the lease of node \(slot) is taken from \(lease.holder)")
        robbed.insert(Robbery(incarnation: lease.incarnation, node: id))
        _ = try await lab.store.write { try $0.leases.takeAway(lease) }
        try await observe([id])
    }

    private func isAt(_ places: [Moment.Place], _ troupe: Troupe) -> Bool {
        troupe.players.contains { player in stage.waiting[player].map { places.contains($0.place) } ?? false }
    }
}
