import Testing

@testable import IngotModel

/// A run of a journal's words: `started@1` and the like, for the step that follows the last `finished`.
struct RunSample {
    static let beginning = Timestamp(seconds: 1_000_000)

    var run: Run
    var entries: [JournalEntry] = []

    init(_ steps: [String], verb: Verb = .active, queued: Double = 2) {
        let plan = Plan(
            verb: verb.rawValue, from: .available, target: .active,
            steps: steps.map { PlannedStep(Step(.deploy, $0), by: .agent, .resumable, because: "asked for") })
        run = Run(
            id: RunID("2c7f0d5e-6c2c-4a3f-9d4a-0000000000aa") ?? .random(), node: .random(), kind: .provision(verb),
            arguments: [:], plan: plan, requestedAt: Self.beginning,
            startedAt: Self.beginning + .milliseconds(Int(queued * 1_000)))
    }

    func adding(
        _ kind: JournalEntry.Kind, _ step: Int?, at second: Double, ticket: JSONValue? = nil, _ detail: String? = nil
    ) -> RunSample {
        var sample = self
        sample.entries.append(
            JournalEntry(
                run: run.id, sequence: entries.count + 1, at: Self.beginning + .milliseconds(Int(second * 1_000)),
                kind: kind, stepIndex: step, ticket: ticket, detail: detail))
        return sample
    }

    func over(_ state: Run.State, at second: Double, error: String? = nil) -> RunSample {
        var sample = self
        sample.run.state = state
        sample.run.finishedAt = Self.beginning + .milliseconds(Int(second * 1_000))
        sample.run.error = error
        return sample
    }

    func tree(at second: Double = 100) -> SpanTree {
        SpanTree(run, entries, now: Self.beginning + .milliseconds(Int(second * 1_000)))
    }
}

extension SpanTree {
    /// One line a span: `1 step deploy.write 3.0-7.0 ok`, seconds counted from the request.
    var lines: [String] {
        flattened.map { span, _, depth in
            let (start, end) = ((span.start - root.start).inSeconds, (span.end - root.start).inSeconds)
            return "\(depth) \(span.kind.rawValue) \(span.name) \(start)-\(end) \(span.outcome.word)"
        }
    }
}

struct SpanTreeTests {
    @Test func `a run is its wait for a conductor and its steps, each with work and waits`() {
        let tree = RunSample(["write", "boot"])
            .adding(.started, 0, at: 2).adding(.suspended, 0, at: 3, ticket: ["command": "c1", "since": 1])
            .adding(.finished, 0, at: 9).adding(.started, 1, at: 9.5).adding(.finished, 1, at: 10)
            .over(.finished, at: 10).tree()
        #expect(
            tree.lines == [
                "0 run active 0.0-10.0 ok", "1 queue wait for a conductor 0.0-2.0 ok", "1 step deploy.write 2.0-9.0 ok",
                "2 work agent at work 2.0-3.0 ok", "2 wait wait for the agent's command 3.0-9.0 ok",
                "1 step deploy.boot 9.5-10.0 ok", "2 work agent at work 9.5-10.0 ok",
            ])
    }

    @Test func `the wait for room is told apart from that for a conductor, and is on the critical path`() throws {
        let wait = RoomWait(since: RunSample.beginning + .seconds(1), limit: "conductor.max_deploys")
        let tree = RunSample(["write"], queued: 7)
            .adding(.observed, nil, at: 1, ticket: wait.json, "it waited")
            .adding(.started, 0, at: 7).adding(.finished, 0, at: 9).over(.finished, at: 9).tree()
        #expect(
            tree.lines.prefix(3) == [
                "0 run active 0.0-9.0 ok", "1 queue wait for a conductor 0.0-1.0 ok",
                "1 queue wait for room: max_deploys 1.0-7.0 ok",
            ])
        #expect(tree.root.events.isEmpty)
        let room = tree.root.children[1]
        #expect(room.events.map(\.detail) == ["it waited"])
        #expect(CriticalPath(tree).longest?.span == room)
        #expect(tree.times.duration == .seconds(2))
        let trace = OTLPTrace(trees: [tree]).json["resourceSpans"]?[0]?["scopeSpans"]?[0]?["spans"]?[2]
        #expect(trace?["name"] == "wait for room: max_deploys")
        #expect(
            trace?["attributes"]?.array?.contains(["key": "ingot.wait.for", "value": ["stringValue": "room"]]) == true)
    }

    @Test(
        arguments: [
            (JSONValue?.none, WaitSubject.operatorHold), (JSONValue.null, .operatorHold),
            (["command": "c", "since": 1], .agentCommand), (["command": nil, "since": 1], .agentCommand),
            (["since": 1], .heartbeat), (["until": 1], .time), (["since": 1, "told": true], .reboot),
            (["task": "/redfish/v1/TaskService/Tasks/1"], .bmcTask), (["done": [], "waiting": [:]], .childNodes),
            (["else": 1], .something),
        ] as [(JSONValue?, WaitSubject)])
    func `a ticket tells what is waited for`(_ ticket: JSONValue?, _ subject: WaitSubject) {
        #expect(WaitSubject(ticket: ticket) == subject)
    }

    @Test func `waits for the same that follow one another are one, with each word as an event`() throws {
        let tree = RunSample(["write"])
            .adding(.started, 0, at: 2)
            .adding(.suspended, 0, at: 3, ticket: ["command": "c1"], "it runs")
            .adding(.suspended, 0, at: 5, ticket: ["command": "c1", "silent_since": 5], "no answer for now")
            .adding(.suspended, 0, at: 6, ticket: ["until": 9], "waits").tree(at: 8)
        let step = try #require(tree.root.children.last)
        #expect(
            step.children.map(\.name) == ["agent at work", "wait for the agent's command", "wait for time to pass"])
        #expect(step.children[1].events.map(\.detail) == ["it runs", "no answer for now"])
        #expect(step.children.map(\.isOpen) == [false, false, true])
        #expect(step.isOpen && tree.root.isOpen)
    }

    @Test func `what is done to child nodes is work, and only what they do themselves is waited for`() throws {
        let tree = RunSample(["flash"])
            .adding(.started, 0, at: 2)
            .adding(.suspended, 0, at: 3, ticket: ["done": [], "waiting": [:], "begun": "c1"], "child node c1 begins")
            .adding(.suspended, 0, at: 5, ticket: ["done": [], "waiting": ["c1": ["job": 1]], "begun": nil], "it runs")
            .adding(.finished, 0, at: 9).over(.finished, at: 9).tree()
        let step = try #require(tree.root.children.last)
        #expect(
            step.children.map(\.name) == ["agent at work", "agent at work on child node c1", "wait for child nodes"])
        #expect(step.children.map(\.kind) == [.work, .work, .wait])
        #expect(step.children.map(\.waitsFor) == [nil, nil, .childNodes])
    }

    @Test func `a step that another conductor began again says so`() throws {
        let tree = RunSample(["write"])
            .adding(.started, 0, at: 2).adding(.started, 0, at: 5).adding(.finished, 0, at: 6)
            .over(.finished, at: 6).tree()
        let step = try #require(tree.root.children.last)
        #expect(step.children.map(\.name) == ["agent at work", "taken up again"])
        #expect(step.attributes["attempts"] == 2)
    }

    @Test func `evidence is an event of the step during which it was seen`() throws {
        let tree = RunSample(["write"])
            .adding(.started, 0, at: 2).adding(.observed, 0, at: 3, "42 %").adding(.observed, nil, at: 4, "link up")
            .tree(at: 5)
        #expect(tree.root.children.last?.events.map(\.detail) == ["42 %"])
        #expect(tree.root.events.map(\.detail) == ["link up"])
    }

    @Test func `failures are told where they happened, and steps that never began are not shown`() {
        let failed = RunSample(["write", "boot"])
            .adding(.started, 0, at: 2).adding(.failed, 0, at: 4, "no disk")
            .over(.failed, at: 4, error: "active: no disk").tree()
        #expect(failed.root.outcome == .badly("active: no disk"))
        #expect(failed.root.children.map(\.outcome) == [.well, .badly("no disk")])
        let aborted = RunSample(["write"]).adding(.started, 0, at: 2).over(.aborted, at: 4).tree()
        #expect(aborted.root.children.last?.outcome == .badly("the run ended before it"))
        #expect(aborted.root.children.last?.end == aborted.root.end)
    }

    @Test func `identifiers stay the same while a run grows, and differ between spans`() throws {
        let begun = RunSample(["write", "boot"]).adding(.started, 0, at: 2)
        let early = begun.tree(at: 3)
        let late = begun.adding(.finished, 0, at: 5).adding(.started, 1, at: 5).tree(at: 8)
        let (first, second) = (
            early.flattened.map { early.identifier(of: $0.span) }, late.flattened.map { late.identifier(of: $0.span) }
        )
        #expect(Array(second.prefix(first.count)) == first)
        #expect(Set(second).count == second.count)
        #expect(second.allSatisfy { $0.count == 16 })
    }
}
