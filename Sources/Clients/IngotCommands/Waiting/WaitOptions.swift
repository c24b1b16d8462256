import ArgumentParser
import IngotClient

/// Whether and how long to wait for a verb.
struct WaitOptions: ParsableArguments {
    /// Long enough for a slow machine to be cleaned and written.
    static let standardSeconds = 3600

    @Option(
        name: .customLong("wait"), defaultAsFlag: WaitOptions.standardSeconds, parsing: .next,
        help: ArgumentHelp("Wait until it is done and draw the steps, for at most this long.", valueName: "seconds"))
    var seconds: Int?

    @Option(help: ArgumentHelp("The time between two looks while waiting.", valueName: "seconds"))
    var pollInterval = 1.0

    func validate() throws {
        if let seconds, seconds < 1 { throw ValidationError("--wait must be at least one second.") }
        guard pollInterval >= 0.1, pollInterval <= 3600 else {
            throw ValidationError("--poll-interval must lie between 0.1 and 3600 seconds.")
        }
    }

    /// Sends a request, and where it is wished for, draws its steps until the goal is reached.
    ///
    /// - Throws: `WaitFailure` where the node ends elsewhere or the time is up.
    func follow(
        _ node: String, until goal: WaitGoal, of client: IngotClient, in surroundings: Surroundings,
        request: () async throws -> Void
    ) async throws {
        guard seconds != nil else { return try await request() }
        let before = try await client.nodes.snapshot(of: node)
        try await request()
        try await watch(node, since: before, until: goal, of: client, in: surroundings)
    }

    /// Draws the steps of a node of which something was asked until the goal is reached.
    ///
    /// - Parameter before: the node before it was asked.
    /// - Throws: `WaitFailure` where the node ends elsewhere or the time is up.
    func watch(
        _ node: String, since before: NodeSnapshot, until goal: WaitGoal, of client: IngotClient,
        in surroundings: Surroundings
    ) async throws {
        var view = StepsView(node: node, goal: goal, width: surroundings.console.reportWidth)
        try await client.nodes.watch(
            node, since: before, until: goal, atMost: .seconds(seconds ?? Self.standardSeconds),
            every: .seconds(pollInterval), clock: surroundings.clock
        ) { observation in
            let drawing = view.draw(observation)
            if !drawing.isEmpty { surroundings.console.reportRaw(drawing) }
        }
    }
}
