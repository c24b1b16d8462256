import IngotModel
import Synchronization

@testable import IngotConductor
@testable import IngotStorage

/// Several conductors on one database under everything that can happen to them, one thing after the other, all of it
/// drawn from one seed.
///
/// Nothing happens at the same time as anything else: tasks of conductors play on a ``Stage``, and callers, agents,
/// clock and faults act between their moves. After each event the ``Invariants`` are checked.
struct Simulation {
    /// What was found to be broken.
    struct Violation: Error, CustomStringConvertible {
        var description: String
    }

    /// A process of a conductor and what it works with.
    struct Life {
        var troupe: Troupe
        var peer: Peer
        var jobs: JobRunner
    }

    /// Who a player is, for the trace.
    struct Part {
        var hostname: String
        /// The only node that it works on; nil for those that look after all.
        var node: NodeID?
        var label: String
    }

    let lab: Lab
    let clock = SoakClock()
    let stage = Stage()
    var generator: SeededGenerator
    var nodes: [NodeID] = []
    var lives: [String: Life] = [:]
    var parts: [Int: Part] = [:]
    var requests: [RequestID] = []
    /// Who has not noticed yet that a node was taken away.
    var robbed: Set<Robbery> = []
    var players = 0
    /// How often a task was let on since time last passed.
    var moves = 0
    private(set) var trace: [String] = []
    private(set) var seen: [NodeID: Snapshot] = [:]
    private var placements: Placements?
    private var events = 0

    static let hostnames = ["a", "b", "c"]
    /// Where the nodes begin.
    static let states: [ProvisionState] = [.manageable, .available, .enroll, .active, .available]

    init(seed: UInt64) async throws {
        generator = SeededGenerator(seed: seed)
        let lengths = Mutex(SeededGenerator(seed: ~seed))
        lab = try await Lab(
            world: World {
                // One job in ten hangs, so that deadlines are met too.
                lengths.withLock { Int.random(in: 0..<10, using: &$0) > 0 ? Int.random(in: 0..<4, using: &$0) : .max }
            })
    }

    /// Lets so many things happen, then ends all faults and waits until everything has come to rest.
    mutating func run(events count: Int) async throws {
        do {
            try await begin()
            for _ in 0..<count {
                events += 1
                try await happen(Deed.random(using: &generator))
            }
            try await settle()
        } catch {
            for hostname in Self.hostnames { await kill(hostname) }
            throw error
        }
    }

    private mutating func begin() async throws {
        for slot in Self.states.indices { nodes.append(try await enroll(in: slot)) }
        for hostname in Self.hostnames { try await start(hostname) }
    }

    private mutating func happen(_ deed: Deed) async throws {
        switch deed {
        case .letOn: try await letOn()
        case .lookAround: try await lookAround()
        case .doJob: await doJob()
        case .askForVerb: try await askForVerb()
        case .sendHeartbeat: try await sendHeartbeat()
        case .passTime: try await passTime(.microseconds(Int64.random(in: 0..<8_000_000, using: &generator)))
        case .jumpAhead: try await passTime(.microseconds(Int64.random(in: 0..<400_000_000, using: &generator)))
        case .kill: await kill(anybody())
        case .freeze: try await freeze()
        case .thaw: thaw(anybody())
        case .cutOff: cutOff()
        case .reconnect: reconnect(anybody())
        case .drain: try await toggleDraining()
        case .stop: stop()
        case .breakLease: try await breakLease()
        case .start: try await startSomebody()
        case .toggleMaintenance: try await change { $0.toggleMaintenance() }
        case .patch: try await change { $0.extra["patched"] = .bool($0.extra["patched"] == nil) }
        case .withdraw: try await withdraw()
        case .deleteNode: try await deleteNode()
        case .allocate: try await allocate()
        case .giveBack: try await giveBack()
        case .pressButton: pressButton()
        case .silence: toggleSilence()
        case .leaveRemains: try await change { $0.leaveRemains() }
        }
    }

    /// Writes down what happened.
    mutating func note(_ line: String) { trace.append("\(events): \(line)") }

    /// Looks at nodes, all of them unless told, and writes down what has changed.
    ///
    /// - Parameter writer: the incarnation of the conductor that may have written.
    /// - Throws: ``Violation``.
    mutating func observe(_ ids: [NodeID]? = nil, writer: String? = nil) async throws {
        let now = try await Snapshot.take(of: ids ?? nodes, from: lab.engine, knowing: seen)
        try await observePlacements()
        for (slot, id) in nodes.enumerated() {
            let before = seen[id]
            guard let after = now[id], before == nil || before?.mark != after.mark else { continue }
            if let from = before?.node?.provisionState, let to = after.node?.provisionState, from != to {
                note("node \(slot): \(from.rawValue) → \(to.rawValue)")
            }
            let faults = Invariants.broken(before, after, writer: writer) + after.undone(in: lab.world)
            if !faults.isEmpty { throw Violation(description: "node \(slot): \(faults.joined(separator: "; "))") }
            seen[id] = after
        }
        try checkEffects()
    }

    private mutating func observePlacements() async throws {
        let now = try await Placements.take(from: lab.engine)
        if !now.faults.isEmpty { throw Violation(description: now.faults.joined(separator: "; ")) }
        for (slot, node) in nodes.enumerated() where now.named[node] != nil && placements?.named[node] == nil {
            note("node \(slot) goes to who wanted one")
        }
        placements = now
    }

    /// - Throws: ``Violation`` where a machine was made to do twice what it must do once.
    func checkEffects() throws {
        let repetitions = lab.world.repetitions
        if !repetitions.isEmpty {
            throw Violation(description: "done twice: \(repetitions.map { $0.prefix { $0 != " " } })")
        }
    }

    mutating func anybody() -> String { Self.hostnames[Int.random(in: 0..<Self.hostnames.count, using: &generator)] }

    mutating func anyNode() -> (slot: Int, id: NodeID) {
        let slot = Int.random(in: 0..<nodes.count, using: &generator)
        return (slot, nodes[slot])
    }

    func slot(of node: NodeID) -> String { nodes.firstIndex(of: node).map { "\($0)" } ?? "gone" }
}
