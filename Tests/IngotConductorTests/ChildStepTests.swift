import IngotModel
import Testing

@testable import IngotConductor
@testable import IngotStorage

/// Steps that are done on the children of a node.
struct ChildStepTests {
    private func family(_ count: Int) async throws -> (lab: Lab, children: [NodeID]) {
        let lab = try await Lab()
        try await lab.addNode(in: .active) { $0.interfaces = LabHardware.worldInterfaces }
        let children = (1...count).map { _ in NodeID.random() }
        for id in children {
            var child = Node(id: id, driver: "world", createdAt: lab.clock.now)
            child.interfaces = LabHardware.worldInterfaces
            child.parentNode = lab.node.text
            let added = child
            try await lab.store.write { try $0.nodes.insert(added) }
        }
        return (lab, children)
    }

    private func ask(for step: String, of lab: Lab) async throws -> NodeRequest {
        let parts = step.split(separator: ".").map { JSONValue.string(String($0)) }
        let wanted: JSONValue = ["interface": parts[0], "step": parts[1], "execute_on_child_nodes": true]
        return try #require(
            try await lab.request(try await lab.ask(.provision(.service), ["service_steps": [wanted]])))
    }

    @Test func `a child that somebody held meanwhile has not begun, and is done like the others`() async throws {
        let (lab, children) = try await family(3)
        let now = lab.clock.now
        for child in children {
            let lease = try await lab.store.write {
                try $0.leases.acquire(
                    child, holder: "b", incarnation: "x", purpose: "x", now: now, duration: .seconds(60))
            }
            #expect(lease != nil)
        }
        _ = try await ask(for: "deploy.flash", of: lab)
        await (try lab.conductor()).settle()
        let node = try #require(try await lab.current())
        #expect(node.provisionState == .active, "\(node.lastError ?? "")")
        #expect(lab.world.count("flash") == 3 && lab.world.repetitions.isEmpty)
    }

    @Test func `what must not be done twice on a child is in the journal before it is done, and the rest is not`()
        async throws
    {
        for (step, beginnings) in [("deploy.flash", 2), ("power.power_off", 0)] {
            let (lab, _) = try await family(2)
            _ = try await ask(for: step, of: lab)
            await (try lab.conductor()).settle()
            #expect(try await lab.current()?.provisionState == .active)
            let notes = try await lab.journal().filter { $0.ticket?["begun"]?.string != nil }
            #expect(notes.count == beginnings)
            #expect(notes.allSatisfy { $0.detail?.hasSuffix(" begins") == true })
        }
    }

    @Test func `a conductor that stood still after it took a child touches it only when it has taken it anew`()
        async throws
    {
        // Admission, the step's beginning, the child.
        let (lab, _) = try await family(1)
        let incident = Incident(at: .committed) { lab.clock.advance(by: .seconds(31)) }
        let peer = try await Peer("a", in: lab, through: incident)
        let request = try await ask(for: "power.power_off", of: lab)
        incident.arm(3)
        await peer.loop.handle(.request(request))
        #expect(lab.world.effects.isEmpty)
        #expect(try await lab.current()?.provisionState.isFailure == false)
        #expect(try await lab.journal().last?.detail?.hasSuffix("its lease was lost") == true)
        await (try lab.conductor("a")).settle()
        #expect(try await lab.current()?.provisionState == .active)
        #expect(lab.world.effects == ["power off"])
    }

    @Test func `a child that was lost before its machine was called has not begun, however often that happens`()
        async throws
    {
        let (lab, _) = try await family(1)
        let incident = Incident(at: .committed) { lab.clock.advance(by: .seconds(31)) }
        let surroundings = try await Peer("a", in: lab, through: incident).surroundings
        let runner = Runner(surroundings: surroundings, isStopping: { false })
        let request = try await ask(for: "deploy.flash", of: lab)
        let admitted = try #require(try await Admission(surroundings: surroundings).process(request))
        // The step's beginning, the child, what is noted of it.
        incident.arm(3)
        await runner.drive(admitted.run, under: admitted.lease)
        let again = try #require(try await RunRecords(surroundings: surroundings).takeUp(admitted.run.id))
        incident.arm(2)
        await runner.drive(again.run, under: again.lease)
        #expect(lab.world.effects.isEmpty)
        #expect(try await lab.journal().count { $0.ticket?["begun"]?.string != nil } == 2)
        #expect(try await lab.journal().last?.detail?.hasSuffix("its lease was lost") == true)
        await (try lab.conductor("a")).settle()
        let node = try #require(try await lab.current())
        #expect(node.provisionState == .active, "\(node.lastError ?? "")")
        #expect(lab.world.effects == ["flash"])
    }

    @Test(.timeLimit(.minutes(10)))
    func `a child whose lease is lost while its machine hangs is let go of, and no failure`() async throws {
        let (lab, children) = try await family(1)
        let machine = Hanging()
        let peer = try await Peer("a", in: lab, through: machine)
        let request = try await ask(for: "power.power_off", of: lab)
        let work = Task { await peer.loop.handle(.request(request)) }
        await machine.called.wait(after: 0)
        let lease = try #require(try await lab.store.read { try $0.leases.find(children[0]) })
        #expect(try await lab.store.write { try $0.leases.takeAway(lease) })
        await peer.surroundings.leases.renewAll()
        await work.value
        #expect(try await lab.activeRun(lab.node)?.state == .suspended)
        #expect(try await lab.journal().last?.detail?.hasSuffix("its lease was lost") == true)
    }
}
