import Synchronization

/// Counts the commits that change what ``NodeStamp`` is read from: signs of life, jobs and requests, of which something
/// is written all the time, leave what is remembered of nodes as true as it was.
///
/// Statements are told by the table that they begin with. What they change besides, such as rows that go with a node,
/// belongs to one that is written by its own name.
final class StampChanges: Sendable {
    /// Odd from the first such statement of a transaction until its commit is over.
    private let count = Atomic<UInt64>(0)

    private static let tables: Set<Substring> = ["node", "agent_record", "lease"]

    /// As ``Store/stampGeneration``.
    var generation: UInt64? {
        let count = count.load(ordering: .acquiring)
        return count.isMultiple(of: 2) ? count : nil
    }

    /// Called before each statement that writes, by the one writer.
    func willRun(_ statement: String) {
        guard generation != nil, Self.target(of: statement).map(Self.tables.contains) ?? true else { return }
        count.add(1, ordering: .sequentiallyConsistent)
    }

    /// Called when a commit is over, well or badly.
    func didCommit() {
        if generation == nil { count.add(1, ordering: .sequentiallyConsistent) }
    }

    /// The table that a statement changes; nil for what is none of the three kinds that change rows.
    static func target(of statement: String) -> Substring? {
        let words = statement.utf8.split(maxSplits: 3) { " \n(".utf8.contains($0) }.map(Substring.init)
        let place: Int
        switch words.first {
        case "UPDATE": place = 1
        case "DELETE", "INSERT": place = 2
        default: return nil
        }
        return words.count > place ? words[place].filter { $0 != "\"" }[...] : nil
    }
}
