import Foundation
import IngotModel
import Testing

@testable import IngotStorage

/// Cuts a conductor's power before and after every commit and every call of a machine, and lets another life go on.
///
/// Each run takes a share of the moments, another one each time; `make power-cuts` takes all, with either successor.
@Suite(.serialized)
struct PowerCutTests {
    /// One database for all, as most of the time would go into making them.
    private static let database = Task { try await Lab.database() }
    /// The same conductor may be started again at once; another one must wait until the lease of the dead one has run
    /// out.
    private static let successors = ["lab", "other"]

    @Test(arguments: Journey.all)
    func `a power cut at any moment loses nothing and repeats nothing that must not be`(
        _ journey: Journey
    ) async throws {
        let engine = try await Self.database.value
        let moments = try await moments(of: journey, in: engine)
        #expect(moments.count > 3)
        for (cut, successor) in Self.cuts(among: moments.count) {
            let lab = try await journey.begin(in: engine)
            let first = try lab.conductor(cutAt: cut)
            try await journey.play(lab, [first, try lab.conductor(successor)])
            #expect(first.mains.isDead)
            try await check(journey, lab, "cut at \(cut), \(moments[cut - 1]), then \(successor)")
        }
    }

    @Test(arguments: Journey.all.enumerated().map(\.self))
    func `a second power cut while the first one is being recovered from changes nothing`(
        _ index: Int, _ journey: Journey
    ) async throws {
        var generator = SeededGenerator(seed: UInt64(index))
        let engine = try await Self.database.value
        let moments = try await moments(of: journey, in: engine)
        for _ in 1...Self.pairs {
            let cuts = [Int.random(in: 1...moments.count, using: &generator), Int.random(in: 1...8, using: &generator)]
            let names = Self.successors.shuffled(using: &generator)
            let lab = try await journey.begin(in: engine)
            let lives = try zip(["lab"] + names, cuts.map(Optional.some) + [nil]).map {
                try lab.conductor($0, cutAt: $1)
            }
            try await journey.play(lab, lives)
            try await check(journey, lab, "cut at \(cuts), then \(names)")
        }
    }

    private static let takesAll = ProcessInfo.processInfo.environment["INGOT_POWER_CUTS"] == "all"
    private static let pairs = takesAll ? 12 : 1
    private static let share = 10

    /// When the power goes, counted from 1, and who goes on then.
    private static func cuts(among count: Int) -> [(Int, String)] {
        if takesAll { return (1...count).flatMap { cut in successors.map { (cut, $0) } } }
        let first = Int.random(in: 1...share)
        return stride(from: min(first, count), through: count, by: share).map { ($0, successors[$0 / 2 % 2]) }
    }

    /// The moments of the journey when nothing happens.
    private func moments(of journey: Journey, in engine: any Engine) async throws -> [Moment] {
        let lab = try await journey.begin(in: engine)
        let life = try await journey.play(lab, [try lab.conductor()])
        try await check(journey, lab, "no cut")
        #expect(try await lab.current()?.provisionState == journey.to)
        return life.mains.passed
    }

    private func check(_ journey: Journey, _ lab: Lab, _ cut: Comment) async throws {
        let node = try #require(try await lab.current())
        let ends = [journey.to, journey.orHonestly].compactMap(\.self)
        #expect(ends.contains(node.provisionState), "\(cut): \(node.lastError ?? "no error")")
        #expect(lab.world.repetitions.isEmpty, cut)
        for effect in journey.effects { #expect(lab.world.count(effect) == 1, "\(effect), \(cut)") }
        if !node.provisionState.isWaiting { try await checkRest(node, lab, cut) }
        let runs = try await lab.store.read { transaction in
            try transaction.runs.list(node.id, limit: 10).map { ($0, try transaction.journal.entries($0.id)) }
        }
        for (run, entries) in runs { #expect(JournalCheck.faults(of: run, entries).isEmpty, cut) }
    }

    /// Nothing is under way any more, and nobody holds the node.
    private func checkRest(_ node: Node, _ lab: Lab, _ cut: Comment) async throws {
        if node.provisionState.isStable { #expect(node.targetProvisionState == nil, cut) }
        #expect(node.targetPowerState == nil, cut)
        for step in [node.cleanStep, node.deployStep, node.serviceStep] { #expect(step == [:], cut) }
        let (run, lease, requests) = try await lab.store.read { transaction in
            (
                try transaction.runs.active(node.id), try transaction.leases.find(node.id),
                try transaction.requests.unfinished(node.id)
            )
        }
        #expect(run == nil, cut)
        #expect(lease == nil, cut)
        #expect(requests.isEmpty, cut)
    }
}
