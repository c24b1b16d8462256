import IngotModel

@testable import IngotConductor
@testable import IngotStorage

/// What conductors do.
extension Simulation {
    /// The bell rings, and nearly everybody who hears it looks around.
    mutating func lookAround() async throws {
        for hostname in Self.hostnames where Int.random(in: 0..<4, using: &generator) > 0 {
            guard let life = lives[hostname], !life.troupe.isFrozen else { continue }
            _ = try await look(life)
        }
    }

    /// A conductor looks for work and begins it, as its loop does.
    ///
    /// - Returns: what it found.
    mutating func look(_ life: Life) async throws -> Agenda {
        guard !life.peer.inFlight.isStopping else { return Agenda(pause: .seconds(1)) }
        let agenda = await life.peer.look()
        for item in agenda.items where life.peer.inFlight.begin(item.key) { await play(item, life) }
        if agenda.hasStranded { await life.peer.loop.releaseStranded() }
        if agenda.doubtsLeases { await life.peer.surroundings.leases.renewAll() }
        return agenda
    }

    private mutating func play(_ item: Agenda.Item, _ life: Life) async {
        let peer = life.peer
        await enter(life, label(of: item), at: item.node) {
            await peer.loop.handle(item)
            peer.inFlight.end(item.key, limit: peer.surroundings.settings.maximumConcurrency)
        }
    }

    /// A task of a conductor begins.
    mutating func enter(
        _ life: Life, _ label: String, at node: NodeID? = nil, _ body: @escaping @Sendable () async -> Void
    ) async {
        players += 1
        let (player, troupe) = (players, life.troupe)
        parts[player] = Part(hostname: troupe.hostname, node: node, label: "\(troupe.hostname)#\(player) \(label)")
        troupe.begin(player)
        await stage.enter(player) {
            await body()
            troupe.end(player)
        }
    }

    private func label(of item: Agenda.Item) -> String {
        let name =
            switch item {
            case .request(let request): request.kind.text
            case .run(let run): "run \(run.plan.verb)"
            }
        return "\(name) of node \(slot(of: item.node))"
    }

    /// One of the tasks that wait is let on for a few moments, into whatever befalls it.
    mutating func letOn() async throws {
        let waiting = stage.waiting.keys.filter { player in
            parts[player].flatMap { lives[$0.hostname] }.map { !$0.troupe.isFrozen } ?? false
        }
        guard let player = waiting.sorted().randomElement(using: &generator) else { return }
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
            guard let moment = stage.waiting[player] else { return }
            try await letOn(player, into: Fate.random(at: moment, using: &generator))
        }
    }

    mutating func letOn(_ player: Int, into fate: Fate) async throws {
        guard let moment = stage.waiting[player], let part = parts[player], let life = lives[part.hostname] else {
            return
        }
        note("\(part.label): \(moment) \(fate)")
        moves += 1
        if moment.place == .calling { try await checkOrder(moment, by: part, life) }
        switch fate {
        case .goesOn: await stage.resume(player)
        case .fails(let error): await stage.resume(player, throwing: error)
        case .dies: await kill(part.hostname)
        }
        switch moment.place {
        case .committing: try await observe(part.node.map { [$0] }, writer: life.peer.surroundings.incarnation)
        case .calling: try checkEffects()
        // Nothing has been done since the moment before.
        case .reading, .committed, .called: break
        }
    }

    /// A conductor that is dead, or has stopped and has nothing in hand any more, comes back.
    mutating func startSomebody() async throws {
        let hostname = anybody()
        if let life = lives[hostname] {
            guard life.peer.inFlight.isStopping, life.troupe.players.isEmpty, !life.troupe.isCutOff else { return }
            await Registration(surroundings: life.peer.surroundings).leave()
            await kill(hostname)
        }
        try await start(hostname)
    }

    mutating func start(_ hostname: String) async throws {
        note("\(hostname) starts")
        let troupe = Troupe(hostname, on: stage)
        let chance = SeededGenerator(seed: .random(in: 0 ... .max, using: &generator))
        let peer = try await Peer(hostname, in: lab, through: troupe, clock: clock, generator: chance) { settings in
            settings.defaultWait = .seconds(60)
            settings.pollInterval = .seconds(9)
            settings.limits.maximum = [.deploy: 2, .clean: 2]
            settings.limits.whenFull = .queue
            settings.limits.queueTimeout = .seconds(300)
            settings.retention = .seconds(300)
            settings.eventRetention = .seconds(300)
            // A task does one thing at a time.
            settings.jobs.powerSyncWorkers = 1
        }
        let membership = peer.membership
        let jobs = JobRunner(
            peer.surroundings, owns: { membership.owns($0, hardwareType: $1, group: $2) }, observer: { _ in })
        lives[hostname] = Life(troupe: troupe, peer: peer, jobs: jobs)
        try await observe()
    }

    /// Time passes, and conductors say meanwhile that they live; those that are frozen do not, and others may be late.
    mutating func passTime(_ duration: Duration, withDelays: Bool = true) async throws {
        note("\(duration) pass")
        moves = 0
        var silent: Set<String> = []
        for hostname in Self.hostnames {
            guard let troupe = lives[hostname]?.troupe else { continue }
            let isLate = withDelays && Int.random(in: 0..<10, using: &generator) == 0
            if isLate { note("\(hostname) is late with its signs of life") }
            if isLate || troupe.isFrozen { silent.insert(hostname) }
            if isLate || troupe.isCutOff { try await speakOut(troupe) }
        }
        var left = duration
        while left > .zero {
            let part = min(left, Self.beat)
            clock.advance(by: part)
            left -= part
            for hostname in Self.hostnames where !silent.contains(hostname) {
                await lives[hostname]?.peer.pulse.beat()
            }
        }
    }

    /// What was ordered from a machine is ordered before a lease can run out: against an order that is carried out long
    /// after it was given, only the machine itself could do something.
    private mutating func speakOut(_ troupe: Troupe) async throws {
        for player in troupe.players where stage.waiting[player]?.place == .calling {
            try await letOn(player, into: .goesOn)
        }
    }

    private static let beat = Duration.seconds(9)
}
