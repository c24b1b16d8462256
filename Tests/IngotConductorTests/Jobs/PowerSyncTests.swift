import IngotHardware
import IngotModel
import IngotStorage
import Testing

@testable import IngotConductor

/// What the jobs that ask machines for their power do about the answers.
struct PowerSyncTests {
    private struct Jobs {
        var sync: PowerSync
        var retry: PowerRetry
        var recovery: PowerRecovery

        init(_ lab: JobLab, owns: @escaping NodeOwnership = { _, _, _ in true }) {
            let nodes = lab.nodes(owns: owns)
            let question = PowerQuestion(surroundings: lab.surroundings)
            let comparison = PowerComparison(nodes: nodes, question: question, failures: PowerFailures())
            sync = PowerSync(comparison: comparison)
            retry = PowerRetry(comparison: comparison)
            recovery = PowerRecovery(nodes: nodes, question: question)
        }
    }

    private func requests(_ lab: JobLab, _ id: NodeID) async throws -> [NodeRequest] {
        try await lab.store.read { try $0.requests.unfinished(id) }
    }

    @Test func `a power state that nobody knew is written once, with an entry in the history`() async throws {
        let lab = try await JobLab()
        let id = try await lab.add { $0.powerState = nil }
        lab.bmcs.tell(id, .state(.on))
        let jobs = Jobs(lab)
        #expect(try await jobs.sync.tick() == 1)
        let node = try #require(try await lab.find(id))
        #expect(node.powerState == .on)
        #expect(
            try await lab.history(id).map(\.event) == [
                "the power interface 'bmc' reports 'power on'; it was not known before"
            ])
        #expect(try await jobs.sync.tick() == 0)
        #expect(try await lab.find(id) == node)
    }

    @Test(arguments: ProvisionState.allCases)
    func `only machines of nodes that are verified, and that rest, are asked`(_ state: ProvisionState) async throws {
        let lab = try await JobLab()
        let id = try await lab.add(state)
        let jobs = Jobs(lab)
        _ = try await jobs.sync.tick()
        let isExcluded = StateContract.states("power_sync_excluded").contains(state)
        #expect(lab.bmcs.asked == (isExcluded || state.isWorking || state.isWaiting || state.isHeld ? [] : [id]))
    }

    @Test func `the field's list of states whose power is left alone is known`() {
        #expect(
            StateContract.states("power_sync_excluded") == [.deployWait, .cleanWait, .enroll, .adoptFailed])
    }

    @Test func `a machine that somebody switched is switched back by a request, once`() async throws {
        let lab = try await JobLab()
        let id = try await lab.add()
        lab.bmcs.tell(id, .state(.on))
        let jobs = Jobs(lab)
        #expect(try await jobs.sync.tick() == 1)
        #expect(try await requests(lab, id).map(\.kind) == [.power(.off)])
        #expect(try await jobs.sync.tick() == 0)
        #expect(try await jobs.retry.tick() == 0)
        #expect(try await requests(lab, id).count == 1)
        #expect(try await lab.find(id)?.powerState == .off)
    }

    @Test func `what was not asked for is not counted as tried`() async throws {
        let lab = try await JobLab()
        let id = try await lab.add()
        lab.bmcs.tell(id, .state(.on))
        let now = lab.clock.now
        try await lab.store.write {
            try $0.requests.insert(NodeRequest(node: id, kind: .validate, requestedAt: now))
        }
        let jobs = Jobs(lab)
        for _ in 0..<4 { #expect(try await jobs.sync.tick() + jobs.retry.tick() == 0) }
        #expect(try await lab.find(id)?.inMaintenance == false)
        #expect(lab.bmcs.asked.count == 4)
    }

    @Test func `many machines that lost their power leave callers most of the queue`() async throws {
        let lab = try await JobLab { $0.limits.queueLength = 12 }
        for _ in 0..<9 { lab.bmcs.tell(try await lab.add(), .state(.on)) }
        #expect(try await Jobs(lab).sync.tick() == 3)
        #expect(try await lab.store.read { try $0.requests.countQueued() } == 3)
    }

    @Test func `where machines are right, the node takes over what was seen`() async throws {
        let lab = try await JobLab { $0.jobs.forcesPowerState = false }
        let id = try await lab.add()
        lab.bmcs.tell(id, .state(.on))
        #expect(try await Jobs(lab).sync.tick() == 1)
        #expect(try await lab.find(id)?.powerState == .on)
        #expect(try await requests(lab, id).isEmpty)
    }

    @Test func `a BMC that fails too often puts its node into maintenance, and out of it when it answers again`()
        async throws
    {
        let lab = try await JobLab()
        // A reason of an earlier maintenance is none of this one.
        let id = try await lab.add(.active) { $0.maintenanceReason = "a fan is changed" }
        lab.bmcs.tell(id, .failure(HardwareProblem(.failed, "no answer from 192.0.2.7")))
        let jobs = Jobs(lab)
        #expect(try await jobs.sync.tick() == 0)
        #expect(try await jobs.retry.tick() == 0)
        #expect(try await lab.find(id)?.inMaintenance == false)
        #expect(try await jobs.retry.tick() == 1)
        let failed = try #require(try await lab.find(id))
        #expect(failed.inMaintenance)
        #expect(failed.fault == "power failure")
        #expect(failed.powerState == nil)
        #expect(
            failed.maintenanceReason?.contains(
                "the power interface 'bmc' failed 3 times in a row, at last: no answer from 192.0.2.7") == true)
        #expect(try await jobs.sync.tick() + jobs.retry.tick() + jobs.recovery.tick() == 0)
        lab.bmcs.tell(id, .state(.on))
        #expect(try await jobs.recovery.tick() == 1)
        let recovered = try #require(try await lab.find(id))
        #expect(!recovered.inMaintenance)
        #expect((recovered.fault, recovered.maintenanceReason, recovered.lastError) == (nil, nil, nil))
        #expect(recovered.powerState == .on)
        #expect(try await jobs.recovery.tick() == 0)
        #expect(try await lab.history(id).count == 2)
    }

    @Test(arguments: [nil, .off] as [PowerState?])
    func `maintenance ends when the interface answers, whatever it knows, and not while it tells of an error`(
        _ state: PowerState?
    ) async throws {
        let lab = try await JobLab()
        let id = try await lab.add { node in
            node.powerState = .error
            node.inMaintenance = true
            node.fault = "power failure"
            node.lastError = "active: step deploy.write_image failed"
        }
        let jobs = Jobs(lab)
        lab.bmcs.tell(id, .state(.error))
        #expect(try await jobs.recovery.tick() == 0)
        lab.bmcs.tell(id, .state(state))
        #expect(try await jobs.recovery.tick() == 1)
        let node = try #require(try await lab.find(id))
        #expect(!node.inMaintenance && node.powerState == state)
        #expect(node.lastError == "active: step deploy.write_image failed")
    }

    @Test func `an error that power sync left goes once the power agrees again, also after somebody ended maintenance`()
        async throws
    {
        let lab = try await JobLab()
        let id = try await lab.add { $0.lastError = "power sync: it failed" }
        let jobs = Jobs(lab)
        #expect(try await jobs.sync.tick() == 1)
        #expect(try await lab.find(id)?.lastError == nil)
        #expect(try await jobs.sync.tick() == 0)
    }

    @Test func `failures are only counted in a row`() async throws {
        let lab = try await JobLab()
        let id = try await lab.add()
        let jobs = Jobs(lab)
        for _ in 0..<3 {
            lab.bmcs.tell(id, .failure(HardwareProblem(.failed, "busy")))
            _ = try await jobs.sync.tick()
            _ = try await jobs.retry.tick()
            lab.bmcs.tell(id, .state(.off))
            _ = try await jobs.retry.tick()
        }
        #expect(try await lab.find(id)?.inMaintenance == false)
    }

    @Test func `maintenance that an operator wanted stays`() async throws {
        let lab = try await JobLab()
        let id = try await lab.add { $0.inMaintenance = true }
        #expect(try await Jobs(lab).recovery.tick() == 0)
        #expect(try await lab.find(id)?.inMaintenance == true)
    }

    @Test func `a BMC that never answers is given up in time, and keeps nobody waiting the next time`() async throws {
        let lab = try await JobLab { $0.jobs.powerSyncWorkers = 1 }
        let dead = try await lab.add()
        lab.bmcs.tell(dead, .silence)
        let jobs = Jobs(lab)
        async let first = jobs.sync.tick()
        await lab.timer.whenAsleep(1)
        lab.timer.advance(by: .seconds(30))
        #expect(try await first == 0)
        let alive = try await lab.add { $0.powerState = nil }
        lab.bmcs.tell(alive, .state(.on))
        // The clock stands still: were the dead one asked again, this would never end.
        #expect(try await jobs.sync.tick() == 1)
        #expect(lab.bmcs.asked.filter { $0 == dead }.count == 1)
    }

    struct Exempt: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var state = ProvisionState.available
        var change: @Sendable (inout Node) -> Void = { _ in }
        var prepare: @Sendable (JobLab, NodeID) async throws -> Void = { _, _ in }
        var owns: NodeOwnership = { _, _, _ in true }
    }

    static let exempt =
        [
            Exempt(testDescription: "held", prepare: { try await $0.hold($1) }),
            Exempt(testDescription: "with a run", prepare: { try await $0.run($1) }),
            Exempt(testDescription: "another conductor's", owns: { _, _, _ in false }),
            Exempt(testDescription: "in maintenance", change: { $0.inMaintenance = true }),
            Exempt(testDescription: "being switched", change: { $0.targetPowerState = .on }),
            Exempt(testDescription: "blind", change: { $0.interfaces[.power] = "blind" }),
            Exempt(testDescription: "of another group", change: { $0.conductorGroup = "elsewhere" }),
            Exempt(testDescription: "of another type", change: { $0.driver = "other" }),
        ]
        + [ProvisionState.enroll, .cleaning, .deployWait, .cleanHold, .deleting].map {
            Exempt(testDescription: $0.rawValue, state: $0)
        }

    @Test(arguments: exempt)
    func `a node that is not to be disturbed is not even asked`(_ node: Exempt) async throws {
        let lab = try await JobLab()
        let id = try await lab.add(node.state, node.change)
        lab.bmcs.tell(id, .state(.on))
        try await node.prepare(lab, id)
        let before = try await lab.find(id)
        #expect(try await Jobs(lab, owns: node.owns).sync.tick() == 0)
        #expect(lab.bmcs.asked.isEmpty)
        #expect(try await lab.find(id) == before)
    }

    @Test func `nodes are read page by page, and all of them`() async throws {
        let lab = try await JobLab { $0.jobs.pageSize = 2 }
        for _ in 0..<7 { try await lab.add() }
        #expect(try await Jobs(lab).sync.tick() == 0)
        #expect(Set(lab.bmcs.asked).count == 7)
        #expect(lab.bmcs.asked.count == 7)
    }

    @Test func `what was changed while its machine was asked is left for the next tick`() async throws {
        let lab = try await JobLab()
        let id = try await lab.add { $0.powerState = nil }
        let glance = try #require(
            try await lab.store.read { try $0.nodes.idle(lab.nodes().filter, at: lab.clock.now, limit: 1) }.first)
        try await lab.store.write { transaction in
            var node = try #require(try transaction.nodes.find(id))
            node.description = "changed"
            try transaction.nodes.update(node)
        }
        let repaired = try await NodeRepair(surroundings: lab.surroundings, job: "test").repair(glance) { node, _ in
            node.powerState = .on
            return NodeRepair.Note(type: "power", event: "never")
        }
        #expect(!repaired)
        #expect(try await lab.find(id)?.powerState == nil)
    }
}
