import IngotContracts
import IngotModel
import Synchronization
import Testing

@testable import IngotAgent

@Suite struct HeartbeatTimerTests {
    @Test(arguments: UInt64(0)..<20)
    func `regular heartbeats come at 30 to 60 percent of the timeout`(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var timer = HeartbeatTimer(timeout: .seconds(300), floor: .seconds(5))
        #expect(timer.due == .zero)
        timer.succeeded(at: .seconds(100), using: &generator)
        #expect(timer.due >= .seconds(190) && timer.due <= .seconds(280))
    }

    @Test func `a short timeout does not go below the floor`() {
        var generator = SeededGenerator(seed: 1)
        var timer = HeartbeatTimer(timeout: .seconds(5), floor: .seconds(5))
        timer.succeeded(at: .zero, using: &generator)
        #expect(timer.due == .seconds(5))
    }

    @Test func `a forced heartbeat comes at once but not close to the last one`() {
        var generator = SeededGenerator(seed: 1)
        var timer = HeartbeatTimer(timeout: .seconds(300), floor: .seconds(5))
        timer.succeeded(at: .seconds(10), using: &generator)
        timer.force(at: .seconds(12))
        #expect(timer.due == .seconds(15))
        timer.succeeded(at: .seconds(15), using: &generator)
        timer.force(at: .seconds(60))
        #expect(timer.due == .seconds(60))
    }

    @Test func `after a failure the next one comes within two floors`() {
        var generator = SeededGenerator(seed: 1)
        var timer = HeartbeatTimer(timeout: .seconds(300), floor: .seconds(5))
        timer.failed(at: .seconds(10), using: &generator)
        #expect(timer.due >= .seconds(15) && timer.due <= .seconds(20))
    }
}

@Suite struct LookupLoopTests {
    private func loop(_ clock: SkippingClock, _ statuses: [Int]) -> LookupLoop<SkippingClock> {
        let rest = Mutex(statuses)
        return LookupLoop(
            clock: clock, interval: .seconds(1), timeout: .seconds(600), logger: LivingAgent.quietLogger
        ) {
            let status = rest.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
            let good = LookupAnswer(
                node: LookupNode(uuid: "u"),
                configuration: LookupConfiguration(heartbeatTimeoutSeconds: 60, agentToken: nil))
            let body = status == 200 ? good.json : ["error_message": "{\"faultstring\": \"not yet\"}"]
            return ConductorClient.Answer(
                url: "http://conductor", status: status, headers: [], body: body.serializedBytes())
        }
    }

    @Test func `a locked node is waited for, longer each time`() async throws {
        let clock = SkippingClock()
        let answer = try await loop(clock, [409, 409, 409, 409, 200]).run(using: SeededGenerator(seed: 1))
        #expect(answer.node.uuid == "u")
        #expect(clock.sleeps == [.seconds(5), .seconds(10), .seconds(30), .seconds(30)])
    }

    @Test(arguments: [404, 500, 503])
    func `a failing lookup is given up in time and tells the last answer`(_ status: Int) async throws {
        let clock = SkippingClock()
        await #expect {
            try await loop(clock, [status]).run(using: SeededGenerator(seed: 1))
        } throws: { error in
            let error = error as? AgentCommandError
            return error?.kind == .lookupNode && error?.details.contains("\(status): not yet") == true
        }
        #expect(clock.now.elapsed <= .seconds(600))
        #expect(clock.sleeps.count > 5 && clock.sleeps.allSatisfy { $0 >= .seconds(1) && $0 <= .seconds(60) })
    }

    @Test func `the machine is found once the conductor knows it`() async throws {
        let answer = try await loop(SkippingClock(), [404, 500, 200]).run(using: SeededGenerator(seed: 1))
        #expect(answer.configuration.heartbeatTimeoutSeconds == 60)
    }
}

@Suite struct AgentSessionTests {
    private func answer(_ token: String?) -> LookupAnswer {
        LookupAnswer(
            node: LookupNode(uuid: "u"),
            configuration: LookupConfiguration(heartbeatTimeoutSeconds: 60, agentToken: token))
    }

    @Test func `the first token is kept and a masked one later changes nothing`() {
        let session = AgentSession(token: nil)
        #expect(session.apply(answer(FakeConductor.token)) == .held)
        #expect(session.apply(answer("******")) == .held)
        #expect(session.token?.matches(FakeConductor.token) == true)
    }

    @Test func `a masked token without an own one means that somebody else has it`() {
        #expect(AgentSession(token: nil).apply(answer("******")) == .givenAway)
    }

    @Test func `an old conductor gives no token`() {
        #expect(AgentSession(token: nil).apply(answer(nil)) == .none)
    }

    @Test func `a token from before the boot is kept`() {
        #expect(AgentSession(token: Secret("pre-generated")).apply(answer("******")) == .held)
    }
}
