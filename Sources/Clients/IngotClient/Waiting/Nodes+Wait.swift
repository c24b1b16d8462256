import IngotModel

/// What a caller who waits gets to see, look by look.
package enum WaitObservation: Sendable, Hashable {
    /// The node before the request was sent; what it shows is history.
    case before(NodeSnapshot)
    case seen(NodeSnapshot, after: Duration)
    /// The service could not be asked; the wait goes on until its deadline.
    case outage(String, after: Duration)
}

extension Nodes {
    /// Asks for a verb and returns when it has been carried out.
    ///
    /// - Parameter limit: how long to wait at most.
    /// - Throws: ``ClientError`` when the call is refused, ``WaitFailure`` when the node ends elsewhere or too late.
    public func provision(
        _ node: String, target: String, arguments: Resource? = nil, until goal: WaitGoal, atMost limit: Duration
    ) async throws {
        let before = try await snapshot(of: node)
        try await provision(node, target: target, arguments: arguments)
        try await watch(node, since: before, until: goal, atMost: limit, clock: ContinuousClock())
    }

    /// Looks at the node of which something was asked until `goal` is reached or missed.
    ///
    /// - Parameters:
    ///   - before: the node before it was asked, so that the end is told from the beginning; see ``WaitJudge``.
    ///   - interval: the time between two looks.
    ///   - observe: called with what was before, then after each look.
    package func watch<Time: Clock>(
        _ node: String, since before: NodeSnapshot, until goal: WaitGoal, atMost limit: Duration,
        every interval: Duration = .seconds(1), clock: Time, observe: (WaitObservation) -> Void = { _ in }
    ) async throws where Time.Duration == Duration {
        observe(.before(before))
        var judge = WaitJudge(goal: goal, before: before)
        var latest = before
        var obstacle: String?
        let start = clock.now
        while true {
            let elapsed = start.duration(to: clock.now)
            do {
                latest = try await snapshot(of: node)
                obstacle = nil
                observe(.seen(latest, after: elapsed))
                switch judge.judge(latest, after: elapsed) {
                case .reached: return
                case .failed(let cause): throw failure(node, goal, latest, elapsed, cause, isTimeout: false)
                case .pending: break
                }
            } catch let error as ClientError where error.isPassing {
                obstacle = error.description
                observe(.outage(error.fault, after: elapsed))
            }
            guard elapsed < limit else {
                let cause = obstacle ?? latest.lastError ?? "no error was written down"
                throw failure(node, goal, latest, elapsed, cause, isTimeout: true)
            }
            try await clock.sleep(until: clock.now.advanced(by: interval), tolerance: nil)
        }
    }

    /// One look at a node: its states and its newest run.
    package func snapshot(of node: String) async throws -> NodeSnapshot {
        let states = try await states(node)
        return NodeSnapshot(states: states, run: try await newestRun(of: node))
    }

    /// A service without timelines answers 404; its node is then judged by its states alone.
    private func newestRun(of node: String) async throws -> TimelineRun? {
        do {
            return TimelineRun.runs(in: try await timeline(node, query: ["limit": "1"])).last
        } catch let error as ClientError where error.status == 404 || error.status == 400 {
            return nil
        }
    }

    private func failure(
        _ node: String, _ goal: WaitGoal, _ seen: NodeSnapshot, _ elapsed: Duration, _ cause: String, isTimeout: Bool
    ) -> WaitFailure {
        WaitFailure(
            node: node, goal: goal, state: seen.provisionState, elapsedSeconds: Int(elapsed.components.seconds),
            isTimeout: isTimeout, cause: cause)
    }
}
