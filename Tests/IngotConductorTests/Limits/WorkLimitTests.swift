import IngotModel
import Testing

@testable import IngotConductor
@testable import IngotStorage

/// Only so much of each kind of work at the same time.
struct WorkLimitTests {
    @Test func `more than may be under way is refused with the limit, and begins when there is room`() async throws {
        let lab = try await Lab()
        let peer = try await Peer("a", in: lab) { $0.limits.maximum[.deploy] = 2 }
        let nodes = try await lab.addNodes(3, in: .available)
        var requests: [RequestID] = []
        for node in nodes { requests.append(try await lab.ask(.active, of: node)) }
        await peer.work()
        #expect(try await lab.request(requests[1])?.state == .accepted)
        let refused = try #require(try await lab.request(requests[2]))
        #expect(refused.state == .refused)
        #expect(refused.reply?["code"] == "no_room" && refused.reply?["status"] == 503)
        #expect(refused.reply?["message"]?.string?.contains("2 (conductor.max_deploys)") == true)
        #expect(try await lab.node(nodes[2])?.provisionState == .available)
    }

    @Test func `other kinds of work have room of their own`() async throws {
        let lab = try await Lab()
        let peer = try await Peer("a", in: lab) { $0.limits.maximum = [.deploy: 1, .clean: 1] }
        let (available, manageable) = (
            try await lab.addNodes(1, in: .available)[0], try await lab.addNodes(1, in: .manageable)[0]
        )
        let requests = [try await lab.ask(.active, of: available), try await lab.ask(.provide, of: manageable)]
        await peer.work()
        for request in requests { #expect(try await lab.request(request)?.state == .accepted) }
    }

    @Test func `a queued request waits in line, survives, and begins in its turn`() async throws {
        let lab = try await Lab()
        func peer() async throws -> Peer {
            try await Peer("a", in: lab) { settings in
                settings.limits.maximum[.deploy] = 1
                settings.limits.whenFull = .queue
            }
        }
        let nodes = try await lab.addNodes(3, in: .available)
        var requests: [RequestID] = []
        for node in nodes { requests.append(try await lab.ask(.active, of: node)) }
        await (try await peer()).work()
        for request in requests.dropFirst() { #expect(try await lab.request(request)?.state == .waiting) }
        #expect(try await positions(requests, lab) == [nil, 1, 2])

        // The conductor is killed; the next life finds the line as it was.
        let next = try await peer()
        await next.work()
        #expect(try await lab.request(requests[1])?.state == .waiting)
        try await end(nodes[0], lab)
        await next.work()
        #expect(try await lab.request(requests[1])?.state == .accepted)
        #expect(try await lab.activeRun(nodes[1]) != nil)
        #expect(try await positions(requests, lab) == [nil, nil, 1])
    }

    @Test func `the time in line stays with the run, as the wait for its limit`() async throws {
        let lab = try await Lab()
        let peer = try await queueing(lab)
        let nodes = try await lab.addNodes(2, in: .available)
        for node in nodes { _ = try await lab.ask(.active, of: node) }
        lab.clock.advance(by: .seconds(1))
        await peer.work()
        lab.clock.advance(by: .seconds(30))
        try await end(nodes[0], lab)
        await peer.work()
        for (node, waits) in zip(nodes, [[], ["wait for room: max_deploys"]]) {
            let tree = try await lab.store.read { transaction in
                let run = try #require(try transaction.runs.list(node, limit: 1).first)
                return SpanTree(run, try transaction.journal.entries(run.id), now: lab.clock.now)
            }
            let queue = tree.json.array?.filter { $0["kind"] == "queue" } ?? []
            #expect(queue.compactMap { $0["name"]?.string } == ["wait for a conductor"] + waits)
            for span in queue.dropFirst() { #expect((span["duration_seconds"]?.number ?? 0) >= 30) }
        }
    }

    @Test func `nobody overtakes those in line`() async throws {
        let lab = try await Lab()
        let peer = try await queueing(lab)
        let nodes = try await lab.addNodes(3, in: .available)
        for node in nodes.prefix(2) { _ = try await lab.ask(.active, of: node) }
        await peer.work()
        try await end(nodes[0], lab)
        let late = try await lab.ask(.active, of: nodes[2])
        let request = try #require(try await lab.request(late))
        await peer.loop.handle(.request(request))
        #expect(try await lab.request(late)?.state == .waiting)
    }

    @Test func `a full line refuses`() async throws {
        let lab = try await Lab()
        let peer = try await queueing(lab) { $0.limits.queueLength = 1 }
        let nodes = try await lab.addNodes(3, in: .available)
        var last: RequestID?
        for node in nodes { last = try await lab.ask(.active, of: node) }
        await peer.work()
        let refused = try await lab.request(try #require(last))
        #expect(refused?.state == .refused && refused?.reply?["code"] == "queue_full")
        #expect(refused?.reply?["status"] == 503)
    }

    @Test func `a request that cannot begin when its turn comes says why on the node`() async throws {
        let lab = try await Lab()
        let peer = try await queueing(lab)
        let nodes = try await lab.addNodes(2, in: .available)
        for node in nodes { _ = try await lab.ask(.active, of: node) }
        await peer.work()
        var node = try #require(try await lab.node(nodes[1]))
        node.instanceInfo = [:]
        let changed = node
        try await lab.store.write { _ = try $0.nodes.update(changed) }
        try await end(nodes[0], lab)
        await peer.work()
        let error = try #require(try await lab.node(nodes[1])?.lastError)
        #expect(error.contains("had waited for room") && error.contains("image_source"))
        let history = try await history(nodes[1], lab)
        #expect(history.first?.event == error)
    }

    @Test func `abort takes a request out of the line, as its dry run tells before`() async throws {
        let lab = try await Lab()
        let peer = try await queueing(lab)
        let nodes = try await lab.addNodes(2, in: .available)
        var requests: [RequestID] = []
        for node in nodes { requests.append(try await lab.ask(.active, of: node)) }
        await peer.work()
        let question = NodeRequest(node: nodes[1], kind: .plan(.abort), requestedAt: lab.clock.now)
        try await lab.store.write { try $0.requests.insert(question) }
        await peer.work()
        let told = try #require(try await lab.request(question.id)?.reply)
        #expect(told["blocked_by"] == [] && told["target"] == .null, "\(told)")
        #expect(told["notes"] == ["takes back 'provision:active', which waits for room"])
        #expect(try await lab.request(requests[1])?.state == .waiting)
        let abort = try await lab.ask(.abort, of: nodes[1])
        await peer.work()
        #expect(try await lab.request(abort)?.state == .accepted)
        #expect(try await lab.request(requests[1])?.state == .withdrawn)
        #expect(try await lab.node(nodes[1])?.provisionState == .available)
        #expect(try await history(nodes[1], lab).first?.event?.contains("was taken back") == true)
    }

    @Test func `a node that waits takes no other verb`() async throws {
        let lab = try await Lab()
        let peer = try await queueing(lab)
        let nodes = try await lab.addNodes(2, in: .available)
        for node in nodes { _ = try await lab.ask(.active, of: node) }
        await peer.work()
        let other = try await lab.ask(.manage, of: nodes[1])
        await peer.work()
        #expect(try await lab.request(other)?.reply?["code"] == "node_waiting")
    }

    @Test func `of two verbs of one node that find no room only the first waits`() async throws {
        let lab = try await Lab()
        let peer = try await queueing(lab)
        let nodes = try await lab.addNodes(2, in: .available)
        for node in nodes { _ = try await lab.ask(.active, of: node) }
        await peer.work()
        // It was looked at before the other had joined the line.
        let late = try await lab.ask(.active, of: nodes[1])
        let request = try #require(try await lab.request(late))
        try await WaitingLine(surroundings: peer.surroundings).join(
            request, because: NoRoom(work: .deploy, limit: 1, inFront: 0))
        #expect(try await lab.request(late)?.reply?["code"] == "node_waiting")
        #expect(try await lab.request(late)?.state == .refused)
    }

    @Test func `those left in line keep nobody from beginning once there is no line any more`() async throws {
        let lab = try await Lab()
        let peer = try await Peer("a", in: lab)
        let nodes = try await lab.addNodes(2, in: .available)
        try await leaveInLine(nodes[0], lab)
        let next = try await lab.ask(.active, of: nodes[1])
        await peer.work()
        #expect(try await lab.request(next)?.state == .accepted)
    }

    @Test func `who has waited for too long waits no longer, and the node tells why`() async throws {
        let lab = try await Lab()
        let peer = try await queueing(lab) { $0.limits.queueTimeout = .seconds(100) }
        let node = try await lab.addNodes(1, in: .available)[0]
        let request = try await leaveInLine(node, lab)
        let job = LongWaits(surroundings: peer.surroundings)
        lab.clock.advance(by: .seconds(100))
        #expect(try await job.tick() == 0)
        lab.clock.advance(by: .seconds(1))
        #expect(try await job.tick() == 1)
        let refused = try await lab.request(request)
        #expect(refused?.state == .refused && refused?.reply?["code"] == "queue_timeout")
        let error = try #require(try await lab.node(node)?.lastError)
        #expect(error.contains("100 s (conductor.queue_timeout)"))
        #expect(try await history(node, lab).first?.event == error)
        #expect(try await job.tick() == 0)
    }

    @Test func `who has waited for too long does not begin when the turn comes, whatever the job does`() async throws {
        let lab = try await Lab()
        let peer = try await queueing(lab) { $0.limits.queueTimeout = .seconds(100) }
        let nodes = try await lab.addNodes(2, in: .available)
        var requests: [RequestID] = []
        for node in nodes { requests.append(try await lab.ask(.active, of: node)) }
        await peer.work()
        lab.clock.advance(by: .seconds(101))
        try await end(nodes[0], lab)
        await peer.work()
        #expect(try await lab.request(requests[1])?.reply?["code"] == "queue_timeout")
        #expect(try await lab.activeRun(nodes[1]) == nil)
    }

    enum Outcome: CaseIterable { case begun, takenBack, impossible, late }

    @Test(arguments: Outcome.allCases)
    func `a node shows where a request that waits is to lead it, for as long as it waits`(
        _ outcome: Outcome
    ) async throws {
        let lab = try await Lab()
        let peer = try await queueing(lab) { $0.limits.queueTimeout = .seconds(100) }
        let nodes = try await lab.addNodes(2, in: .available)
        for node in nodes { _ = try await lab.ask(.active, of: node) }
        await peer.work()
        var waiting = try #require(try await lab.node(nodes[1]))
        #expect(waiting.provisionState == .available && waiting.targetProvisionState == .active)
        switch outcome {
        case .begun: break
        case .takenBack: _ = try await lab.ask(.abort, of: nodes[1])
        case .impossible:
            waiting.instanceInfo = [:]
            let changed = waiting
            try await lab.store.write { _ = try $0.nodes.update(changed) }
        case .late: lab.clock.advance(by: .seconds(101))
        }
        try await end(nodes[0], lab)
        await peer.work()
        await peer.work()
        let node = try #require(try await lab.node(nodes[1]))
        #expect(node.provisionState == (outcome == .begun ? .deployWait : .available))
        #expect(node.targetProvisionState == (outcome == .begun ? .active : nil))
    }

    @Test(arguments: [true, false])
    func `a failure has its own target again when what waited is taken back, and a run keeps its own`(
        _ isBusy: Bool
    ) async throws {
        let lab = try await Lab()
        let peer = try await queueing(lab) { $0.limits.maximum[.clean] = 1 }
        let (cleaned, node) = (
            try await lab.addNodes(1, in: .active)[0], try await lab.addNodes(1, in: .available)[0]
        )
        _ = try await lab.ask(.active, of: node)
        _ = try await lab.ask(.deleted, of: cleaned)
        await peer.work()
        #expect(try await lab.activeRun(cleaned) != nil)
        if !isBusy {
            try await end(node, lab)
            var failed = try #require(try await lab.node(node))
            try failed.apply(.fail, target: .active, at: lab.clock.now)
            let changed = failed
            try await lab.store.write { _ = try $0.nodes.update(changed) }
        }
        let request = try await lab.ask(.deleted, of: node)
        await peer.work()
        #expect(try await lab.request(request)?.state == .waiting)
        #expect(try await lab.node(node)?.targetProvisionState == (isBusy ? .active : .available))
        _ = try await lab.ask(.abort, of: node)
        await peer.work()
        #expect(try await lab.request(request)?.state == .withdrawn)
        #expect(try await lab.node(node)?.targetProvisionState == .active)
    }

    /// A request of a hardware type that nobody serves waits for room.
    @discardableResult
    private func leaveInLine(_ node: NodeID, _ lab: Lab) async throws -> RequestID {
        let request = try await lab.ask(.active, of: node)
        try await lab.store.write { transaction in
            var node = try #require(try transaction.nodes.find(node))
            node.driver = "elsewhere"
            try transaction.nodes.update(node)
            #expect(try transaction.requests.park(request, reply: [:]))
        }
        return request
    }

    private func queueing(
        _ lab: Lab, change: (inout ConductorSettings) -> Void = { _ in }
    ) async throws -> Peer {
        try await Peer("a", in: lab) { settings in
            settings.limits.maximum[.deploy] = 1
            settings.limits.whenFull = .queue
            change(&settings)
        }
    }

    /// Ends the node's run, as if it had finished.
    private func end(_ node: NodeID, _ lab: Lab) async throws {
        let now = lab.clock.now
        try await lab.store.write { transaction in
            guard var run = try transaction.runs.active(node),
                let lease = try transaction.leases.acquire(
                    node, holder: "test", incarnation: "test", purpose: "test", now: now, duration: .seconds(1))
            else { return }
            run.state = .finished
            run.finishedAt = now
            try transaction.runs.update(run, under: lease)
            try transaction.leases.release(lease)
        }
    }

    private func positions(_ requests: [RequestID], _ lab: Lab) async throws -> [Int?] {
        try await lab.store.read { transaction in
            try requests.map { id in
                guard let request = try transaction.requests.find(id), request.state == .waiting else { return nil }
                return try transaction.requests.countWaiting(for: .deploy, before: request) + 1
            }
        }
    }

    private func history(_ node: NodeID, _ lab: Lab) async throws -> [HistoryEntry] {
        try await lab.store.read { try $0.history.list(Listing(HistoryFilter(node: node))) }
    }
}
