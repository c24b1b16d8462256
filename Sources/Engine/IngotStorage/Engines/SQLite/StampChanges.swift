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
        guard Self.target(of: statement).map(Self.tables.contains) ?? true, generation != nil else { return }
        count.add(1, ordering: .sequentiallyConsistent)
    }

    /// Called when a commit is over, well or badly.
    func didCommit() {
        if generation == nil { count.add(1, ordering: .sequentiallyConsistent) }
    }

    /// The table that a statement changes; nil for what is none of the three kinds that change rows.
    static func target(of statement: String) -> Substring? {
        let words = statement.split(maxSplits: 3) { " \n(".utf8.contains($0.asciiValue ?? 0) }
        let place = ["UPDATE": 1, "DELETE": 2, "INSERT": 2]
        guard let first = words.first, let index = place[String(first)], words.count > index else { return nil }
        return words[index].filter { $0 != "\"" }[...]
    }
}
