import IngotClient
import IngotCommands
import Testing

@Suite struct `Live steps` {
    private func look(_ state: String, steps: [String], after seconds: Int) throws -> WaitObservation {
        let steps = steps.enumerated().map { index, state in
            #"{"index": \#(index), "interface": "deploy", "step": "s\#(index)", "actor": "agent", "state": "\#(state)"}"#
        }
        let timeline = try Resource(
            json:
                #"{"runs": [{"id": "r", "verb": "active", "state": "running", "steps": [\#(steps.joined(separator: ","))]}]}"#
        )
        let states = try Resource(json: #"{"provision_state": "\#(state)", "target_provision_state": "active"}"#)
        return .seen(NodeSnapshot(states: states, run: TimelineRun.runs(in: timeline).last), after: .seconds(seconds))
    }

    @Test func `a terminal sees one block that is drawn anew`() throws {
        var view = StepsView(node: "n", goal: .provisionState("active"), width: 60)
        #expect(
            view.draw(try look("deploying", steps: ["finished", "running", "pending"], after: 0)) == """
                n  deploying → active  0 ms
                  ✓ deploy.s0 (agent)
                  ▸ deploy.s1 (agent)
                  · deploy.s2 (agent)

                """)
        #expect(
            view.draw(try look("wait call-back", steps: ["finished", "waiting", "pending"], after: 61)) == """
                \u{1B}[4A\u{1B}[Jn  wait call-back → active  1m 01s
                  ✓ deploy.s0 (agent)
                  … deploy.s1 (agent)
                  · deploy.s2 (agent)

                """)
    }

    @Test func `of many steps those around the one at work are drawn, and no line is wider than the terminal`() throws {
        var view = StepsView(node: "n", goal: .provisionState("active"), width: 18)
        let states = Array(repeating: "finished", count: 30) + ["running"] + Array(repeating: "pending", count: 30)
        let lines = view.draw(try look("deploying", steps: states, after: 0)).split(separator: "\n")
        #expect(lines.count == 17)
        #expect(lines.contains { $0.hasPrefix("  ▸ deploy.s30") })
        #expect(lines.allSatisfy { $0.count <= 17 })
    }

    @Test func `nothing is written where nothing has changed`() throws {
        var view = StepsView(node: "n", goal: .provisionState("active"), width: nil)
        #expect(!view.draw(try look("deploying", steps: ["running"], after: 0)).isEmpty)
        #expect(view.draw(try look("deploying", steps: ["running"], after: 5)).isEmpty)
    }

    @Test func `the run of before the request is history and is not drawn`() throws {
        guard case .seen(let before, _) = try look("active", steps: ["finished"], after: 0) else { return }
        for width in [nil, 80] {
            var view = StepsView(node: "n", goal: .provisionState("active"), width: width)
            #expect(view.draw(.before(before)).isEmpty)
            #expect(!view.draw(.seen(before, after: .zero)).contains("deploy.s0"))
        }
    }

    @Test func `a run that was over at the first look is drawn all the same`() throws {
        var view = StepsView(node: "n", goal: .provisionState("active"), width: nil)
        #expect(view.draw(try look("active", steps: ["finished"], after: 0)).contains("deploy.s0 (agent) finished"))
    }
}
