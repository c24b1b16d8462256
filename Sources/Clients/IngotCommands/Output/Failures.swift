import ArgumentParser
import IngotClient

/// Tells of nodes, or other things, that failed while others go on, and at the end once what can be done about it.
struct Failures {
    private let console: Console
    private let things: String
    private var count = 0
    private var advice: [String] = []

    init(console: Console, things: String = "nodes") {
        self.console = console
        self.things = things
    }

    /// Tells of the nodes that were refused, and leaves those that were not.
    mutating func taken(from outcomes: [BulkOutcome]) -> [String] {
        for refusal in outcomes.compactMap(\.refusal) { tell(refusal) }
        return outcomes.filter { $0.refusal == nil }.map(\.node)
    }

    mutating func tell(_ error: any Error) {
        count += 1
        guard let refusal = error as? ClientError else { return console.report("Error: \(error)") }
        console.report("Error: \(refusal.account)")
        if !advice.contains(refusal.advice) { advice.append(refusal.advice) }
    }

    /// - Parameter total: how many of them the command was about.
    /// - Throws: `ExitCode` where anything was told.
    func end(of total: Int) throws {
        guard count > 0 else { return }
        for text in advice { console.report("Advice: \(text)") }
        console.report(
            count == total
                ? "All of the \(total) \(things) failed."
                : "\(count) of \(total) \(things) failed; the others were served.")
        throw ExitCode.failure
    }
}
