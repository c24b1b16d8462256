import IngotModel

@testable import IngotConductor
@testable import IngotStorage

/// What conductors do, and what is done to them.
extension Simulation {
    /// A conductor looks for work and begins it, as far as it does not have it in hand.
    mutating func lookAround() async throws {
        let hostname = anybody()
        guard let life = lives[hostname], !life.troupe.isFrozen, !life.troupe.isStopping else { return }
        let work = try await Work(at: clock.now, lab.store)
        let runner = Runner(
            surroundings: life.surroundings, isStopping: { [troupe = life.troupe] in troupe.isStopping })
        let surroundings = life.surroundings
        for request in work.requests {
            let label = "\(request.kind.text) of node \(slot(of: request.node))"
            await play(request.id.text, label, life) {
                guard let admitted = try await Admission(surroundings: surroundings).process(request) else { return }
                await runner.drive(admitted.run, under: admitted.lease)
            }
        }
        for run in work.runs {
            await play(run.id.text, "run \(run.plan.verb) of node \(slot(of: run.node))", life) {
                guard let taken = try await RunRecords(surroundings: surroundings).takeUp(run.id) else { return }
                await runner.drive(taken.run, under: taken.lease)
            }
        }
    }

    private mutating func play(
        _ key: String, _ label: String, _ life: Life, _ body: @escaping @Sendable () async throws -> Void
    ) async {
        players += 1
        let (player, troupe) = (players, life.troupe)
        guard troupe.take(key, player) else { return }
        parts[player] = Part(hostname: troupe.hostname, label: "\(troupe.hostname)#\(player) \(label)")
        await stage.enter(player) {
            // What fails is tried again by whoever finds it, as in the conductor's loop.
            try? await body()
            troupe.end(player)
        }
    }

    /// One of the tasks that wait is let on, into whatever befalls it.
    mutating func letOn() async throws {
        let waiting = stage.waiting.filter { player, _ in
            parts[player].flatMap { lives[$0.hostname] }.map { !$0.troupe.isFrozen } ?? false
        }
        guard let player = waiting.keys.sorted().randomElement(using: &generator), let moment = waiting[player],
            let part = parts[player], let life = lives[part.hostname]
        else { return }
        let fate = Fate.random(at: moment, using: &generator)
        note("\(part.label): \(moment) \(fate)")
        switch fate {
        case .goesOn: await stage.resume(player)
        case .fails(let error): await stage.resume(player, throwing: error)
        case .dies: await kill(part.hostname)
        }
        try await observe(writer: life.surroundings.incarnation)
    }

    /// The process is gone; its tasks find that out wherever they are.
    mutating func kill(_ hostname: String) async {
        guard let life = lives.removeValue(forKey: hostname) else { return }
        note("\(hostname) is killed")
        life.troupe.kill()
        for player in life.troupe.players { await stage.resume(player) }
    }

    /// A conductor that is dead, or has been drained, comes back.
    mutating func startSomebody() async throws {
        let hostname = anybody()
        if let troupe = lives[hostname]?.troupe {
            guard troupe.isStopping, troupe.players.isEmpty else { return }
            await kill(hostname)
        }
        try await start(hostname)
    }

    mutating func start(_ hostname: String) async throws {
        note("\(hostname) starts")
        let troupe = Troupe(hostname, on: stage)
        let surroundings = try lab.surroundings(hostname, troupe, clock: clock, waits: .seconds(120))
        try await Registration(surroundings: surroundings).register()
        lives[hostname] = Life(troupe: troupe, surroundings: surroundings)
        try await observe(writer: nil)
    }

    /// Stops a process where it stands, but not with an order to a machine on its lips: against an order that is carried
    /// out long after it was given, only the machine itself could do something.
    mutating func freeze() {
        let hostname = anybody()
        guard let troupe = lives[hostname]?.troupe else { return }
        let isCalling = troupe.players.contains { stage.waiting[$0]?.place == .calling }
        guard !isCalling else { return }
        note("\(hostname) is frozen")
        troupe.isFrozen = true
    }

    /// Time passes, and conductors that are neither dead nor frozen renew what they hold meanwhile.
    mutating func passTime(_ duration: Duration) async throws {
        note("\(duration) pass")
        var left = duration
        while left > .zero {
            let part = min(left, Self.renewal)
            clock.advance(by: part)
            left -= part
            for hostname in Self.hostnames {
                guard let life = lives[hostname], !life.troupe.isFrozen else { continue }
                await life.surroundings.leases.renewAll()
            }
        }
        try await observe(writer: nil)
    }

    private static let renewal = Duration.seconds(9)
}
