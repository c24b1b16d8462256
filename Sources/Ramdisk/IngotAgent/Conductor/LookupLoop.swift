import IngotContracts
import IngotModel
import Logging

/// Asks the conductor who this machine is, until it answers or the time is up.
struct LookupLoop<Time: Clock>: Sendable where Time.Duration == Duration {
    let clock: Time
    /// Shortest wait between two tries; it doubles up to a minute.
    let interval: Duration
    let timeout: Duration
    let logger: Logger
    let attempt: @Sendable () async throws -> ConductorClient.Answer

    private static var longestWait: Duration { .seconds(60) }
    /// Waits after the conductor said that the node is locked.
    private static var conflictWaits: [Duration] { [.seconds(5), .seconds(10), .seconds(30)] }

    /// - Throws: ``AgentCommandError`` of kind `lookupNode` that tells the last answer.
    func run(using generator: consuming some RandomNumberGenerator) async throws -> LookupAnswer {
        var generator = generator
        let start = clock.now
        var longest = interval
        var conflicts = 0
        while true {
            let wait: Duration
            let evidence: String
            do {
                let answer = try await attempt()
                switch answer.status {
                case 200: return try Self.read(answer)
                case 409:
                    wait = Self.conflictWaits[min(conflicts, Self.conflictWaits.count - 1)]
                    conflicts += 1
                default:
                    wait = Duration.seconds(Double.random(in: 0...1, using: &generator) * longest.inSeconds)
                    longest = min(longest * 2, Self.longestWait)
                }
                evidence = "\(answer.url) answered \(answer.status): \(answer.reason)"
            } catch let error as AgentCommandError {
                wait = Duration.seconds(Double.random(in: 0.5...1, using: &generator) * longest.inSeconds)
                longest = min(longest * 2, Self.longestWait)
                evidence = error.details
            }
            let spent = start.duration(to: clock.now)
            guard spent + wait < timeout else {
                throw AgentCommandError(
                    .lookupNode,
                    "the lookup was given up after \(Int(spent.inSeconds)) s; last: \(evidence). Check that a port with"
                        + " one of this machine's addresses is enrolled and that the node waits for its agent")
            }
            logger.warning(
                "The lookup did not succeed", metadata: ["evidence": "\(evidence)", "retry.in": "\(wait.inSeconds) s"])
            try await clock.sleep(for: max(wait, interval))
        }
    }

    private static func read(_ answer: ConductorClient.Answer) throws(AgentCommandError) -> LookupAnswer {
        do {
            return try LookupAnswer(try JSONValue.parse(answer.body))
        } catch {
            throw AgentCommandError(.lookupNode, "the answer of \(answer.url) cannot be understood: \(error)")
        }
    }
}
