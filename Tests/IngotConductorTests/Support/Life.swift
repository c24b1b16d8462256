import IngotModel

@testable import IngotConductor
@testable import IngotStorage

/// One life of a conductor, moved by hand: no loop, no timer.
struct Life {
    let lab: Lab
    let mains: Mains
    let surroundings: Surroundings

    /// Does all there is to do, moving the clock to whatever is due next, until nothing is or the process is dead.
    func settle() async { await settle { true } }

    /// As ``settle()``, but looks around so often at most.
    func settle(steps: Int) async throws {
        var left = steps
        await settle {
            left -= 1
            return left >= 0
        }
    }

    /// As ``settle()``, but no further than to a state of the node.
    func settle(until state: ProvisionState) async {
        await settle { try await lab.current()?.provisionState != state }
    }

    private func settle(while goesOn: () async throws -> Bool) async {
        do {
            try await Registration(surroundings: surroundings).register()
            while try await goesOn(), try await step() {}
        } catch {
            // Killed; what matters is what the next life makes of it.
        }
    }

    private func step() async throws -> Bool {
        let now = surroundings.clock.now
        let work = try await Work(at: now, surroundings.store)
        try await work.perform(surroundings)
        if work.isEmpty, let next = work.next { lab.clock.advance(by: max(.zero, next - now)) }
        return !(work.isEmpty && work.next == nil)
    }
}

/// What a look around finds: what there is to do now, and when there will be more.
struct Work {
    var requests: [NodeRequest]
    var runs: [Run]
    /// When a run wants to be looked at, or the lease of one runs out.
    var next: Timestamp?

    init(at now: Timestamp, _ store: Store) async throws {
        let pauses = ProvisionState.allCases.filter(\.pausesInMaintenance)
        (requests, runs, next) = try await store.read { transaction in
            let leases = try transaction.leases.expired(before: now + .seconds(86_400)).filter {
                try $0.expiresAt > now && transaction.runs.active($0.node) != nil
            }
            let moments = [try transaction.runs.nextMoment(after: now), leases.first?.expiresAt]
            return (
                try transaction.requests.offers(hardwareTypes: ["world"], group: "", limit: 10)
                    .compactMap { try transaction.requests.find($0.id) },
                try transaction.runs.offers(
                    now, hardwareTypes: ["world"], group: "", pausingIn: pauses, limit: 10
                )
                .compactMap { try transaction.runs.find($0.id) },
                moments.compactMap(\.self).min()
            )
        }
    }

    var isEmpty: Bool { requests.isEmpty && runs.isEmpty }

    /// One after the other.
    func perform(_ surroundings: Surroundings) async throws {
        let runner = Runner(surroundings: surroundings, isStopping: { false })
        for request in requests {
            if let admitted = try await Admission(surroundings: surroundings).process(request) {
                await runner.drive(admitted.run, under: admitted.lease)
            }
        }
        for run in runs {
            if let taken = try await RunRecords(surroundings: surroundings).takeUp(run.id) {
                await runner.drive(taken.run, under: taken.lease)
            }
        }
    }
}
