import Foundation
import Testing

/// Runs of the simulation: a few fixed seeds and one that nobody has seen before, or as many as one likes (`make
/// soak`); a seed that somebody has chosen tells its story.
struct SoakTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let chosen = environment["INGOT_SOAK_SEED"].flatMap { UInt64($0) }
    private static let seconds = environment["INGOT_SOAK_SECONDS"].flatMap { Double($0) }
    private static let seeds = chosen.map { [$0] } ?? [1, 2, 3, .random(in: 0 ... .max)]
    private static let events = 1_400

    @Test(arguments: seeds)
    func `whatever happens to conductors, no work is lost, done twice or stuck`(_ seed: UInt64) async throws {
        #expect(await Self.run(seed))
    }

    @Test func `the same seed tells the same story, and a story it is`() async throws {
        var stories: [[String]] = []
        for _ in 1...2 {
            var simulation = try await Simulation(seed: 9)
            try await simulation.run(events: Self.events)
            stories.append(simulation.trace)
        }
        #expect(stories[0] == stories[1])
        for (part, least) in Self.parts {
            let count = stories[0].count { $0.contains(part) }
            #expect(count >= least, "'\(part)' in \(count) of \(stories[0].count) lines")
        }
    }

    /// What a story tells of, and how often at least.
    private static let parts: KeyValuePairs = [
        "→": 36, "is killed": 3, "starts": 6, "is frozen": 2, "is cut off": 2, "is late": 2, "is drained": 1,
        "is stopped": 1, "is taken from": 1, "fails: ": 4, "heartbeat": 12, "asks for": 24, "power sync": 4,
        "wants a node": 4, "goes to who wanted": 1, "switches the machine": 1,
    ]

    @Test(.enabled(if: seconds != nil))
    func `it stays so for as long as one likes`() async throws {
        let end = ContinuousClock.now + .seconds(Self.seconds ?? 0)
        let count = await withTaskGroup(of: Int.self) { lanes in
            for _ in 0..<ProcessInfo.processInfo.activeProcessorCount {
                lanes.addTask {
                    var count = 0
                    while ContinuousClock.now < end, await Self.run(.random(in: 0 ... .max)) { count += 1 }
                    return count
                }
            }
            return await lanes.reduce(0, +)
        }
        print("\(count) seeds were run")
    }

    /// - Returns: whether all went well.
    private static func run(_ seed: UInt64) async -> Bool {
        var trace: [String] = []
        do {
            var simulation = try await Simulation(seed: seed)
            defer { trace = simulation.trace }
            try await simulation.run(events: events)
            if chosen != nil { print(simulation.trace.joined(separator: "\n")) }
            return true
        } catch {
            Issue.record(
                """
                seed \(seed): \(error)
                \(trace.suffix(chosen == nil ? 120 : trace.count).joined(separator: "\n"))
                The same again: INGOT_SOAK_SEED=\(seed) make soak
                """)
            return false
        }
    }
}
