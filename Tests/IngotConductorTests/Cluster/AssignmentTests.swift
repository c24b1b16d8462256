import IngotModel
import Synchronization
import Testing

@testable import IngotConductor
@testable import IngotStorage

/// How nodes come to show whose they are where conductors do not agree on who is there.
struct AssignmentTests {
    /// Another conductor, which has an older view of the cluster, enters itself into all nodes between this one's look
    /// at them and its word.
    private final class Rival: Seam {
        private let isArmed = Mutex(false)
        private let engine: any Engine
        private let written: AsyncStream<Void>.Continuation

        init(on engine: any Engine, written: AsyncStream<Void>.Continuation) {
            self.engine = engine
            self.written = written
        }

        func arm() { isArmed.withLock { $0 = true } }

        func pass(_ moment: Moment) async throws {
            if moment.place == .committed { written.yield() }
            let isNow = isArmed.withLock { isArmed in
                defer { if moment.place == .committing { isArmed = false } }
                return isArmed && moment.place == .committing
            }
            if isNow { _ = try await engine.write { try $0.execute("UPDATE node SET conductor = 'b'") } }
        }
    }

    /// A clock on which every sleep is over at once.
    private final class HastyClock: Clock {
        let slept = Mutex<[Duration]>([])
        let now = HandTimer.Instant(offset: .zero)
        let minimumResolution = Duration.zero

        func sleep(until deadline: HandTimer.Instant, tolerance: Duration?) async throws {
            slept.withLock { $0.append(now.duration(to: deadline)) }
            try Task.checkCancellation()
        }
    }

    /// Returns once all nodes show a conductor.
    private func wait(until owner: String, of nodes: [NodeID], in lab: Lab, _ written: AsyncStream<Void>) async throws {
        for await _ in written {
            if try await owners(of: nodes, in: lab) == [owner] { return }
        }
    }

    private func owners(of nodes: [NodeID], in lab: Lab) async throws -> Set<String?> {
        var owners: Set<String?> = []
        for node in nodes { owners.insert(try await lab.node(node)?.conductor) }
        return owners
    }

    @Test(.timeLimit(.minutes(10)))
    func `what another conductor claims by an older view is claimed again, a while later`() async throws {
        let lab = try await Lab()
        let nodes = try await lab.addNodes(3, in: .available)
        let (written, continuation) = AsyncStream<Void>.makeStream()
        let rival = Rival(on: lab.engine, written: continuation)
        let peer = try await Peer("a", in: lab, through: rival)
        _ = await peer.look()
        let clock = HastyClock()
        var surroundings = peer.surroundings
        surroundings.timer = clock
        rival.arm()
        let assignment = Assignment(surroundings: surroundings, membership: peer.membership)
        let task = Task { await assignment.run() }

        try await wait(until: "a", of: nodes, in: lab, written)
        task.cancel()
        await task.value
        #expect(try await owners(of: nodes, in: lab) == ["a"])
        let pauses = clock.slept.withLock { $0 }.filter { $0 != surroundings.settings.leaseDuration }
        #expect(pauses == [surroundings.settings.pollInterval])
    }

    @Test(.timeLimit(.minutes(10)))
    func `a conductor that was silent for long takes the nodes back that others took for theirs meanwhile`()
        async throws
    {
        let lab = try await Lab()
        let nodes = try await lab.addNodes(3, in: .available)
        let (written, continuation) = AsyncStream<Void>.makeStream()
        let peer = try await Peer("a", in: lab, through: Rival(on: lab.engine, written: continuation))
        _ = await peer.look()
        var surroundings = peer.surroundings
        surroundings.timer = HastyClock()
        let assignment = Assignment(surroundings: surroundings, membership: peer.membership)
        let task = Task { await assignment.run() }

        try await wait(until: "a", of: nodes, in: lab, written)
        _ = try await lab.engine.write { try $0.execute("UPDATE node SET conductor = 'b'") }
        try await wait(until: "a", of: nodes, in: lab, written)
        task.cancel()
        await task.value
        #expect(try await owners(of: nodes, in: lab) == ["a"])
    }
}
