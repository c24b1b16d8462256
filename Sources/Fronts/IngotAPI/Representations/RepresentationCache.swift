import IngotModel
import IngotStorage
import Synchronization

/// Keeps written nodes for as long as nothing that they show has changed.
///
/// It saves reading, decoding and writing a node anew for each list; whether what it keeps is still true is asked of
/// the database each time, by the node's stamp. So several processes on one database never show anything stale. What it
/// holds is bounded in bytes: the variant that was not asked for the longest goes first.
final class RepresentationCache: Sendable {
    /// How a node is shown: equal variants of an unchanged node are equal bytes.
    struct Variant: Hashable, Sendable {
        /// As ``FieldSelection/signature``.
        var fields: String
        var version: Int
        var linkBase: String
        var visibility: NodeVisibility
    }

    private struct Entry: Sendable {
        var stamp: NodeStamp
        var written: WrittenResource
    }

    private struct Shelf: Sendable {
        var entries: [NodeID: Entry] = [:]
        var size: Int
        /// When it was asked for last, counted in questions.
        var lastUse = 0
    }

    private struct State: Sendable {
        var shelves: [Variant: Shelf] = [:]
        var size = 0
        var questions = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// - Parameter capacity: in bytes; 0 keeps nothing.
    init(capacity: Int) { self.capacity = capacity }

    /// What is kept of these nodes and still true; nil where it must be written anew.
    func find(_ stamps: [NodeStamp], _ variant: Variant) -> [WrittenResource?] {
        guard capacity > 0 else { return stamps.map { _ in nil } }
        return state.withLock { state in
            state.questions += 1
            guard let place = state.shelves.index(forKey: variant) else { return stamps.map { _ in nil } }
            state.shelves.values[place].lastUse = state.questions
            let entries = state.shelves.values[place].entries
            return stamps.map { stamp in
                guard let entry = entries[stamp.node], entry.stamp == stamp else { return nil }
                return entry.written
            }
        }
    }

    func keep(_ fresh: [(stamp: NodeStamp, written: WrittenResource)], _ variant: Variant) {
        guard capacity > 0, !fresh.isEmpty else { return }
        state.withLock { state in
            state.questions += 1
            let known = state.shelves.removeValue(forKey: variant)
            var shelf = known ?? Shelf(size: Self.weight(variant))
            let before = known?.size ?? 0
            for (stamp, written) in fresh {
                let old = shelf.entries.updateValue(Entry(stamp: stamp, written: written), forKey: stamp.node)
                shelf.size += Self.weight(written) - (old.map { Self.weight($0.written) } ?? 0)
            }
            shelf.lastUse = state.questions
            state.size += shelf.size - before
            state.shelves[variant] = shelf
            shrink(&state)
        }
    }

    private func shrink(_ state: inout State) {
        while state.size > capacity, let oldest = state.shelves.min(by: { $0.value.lastUse < $1.value.lastUse })?.key {
            state.size -= state.shelves.removeValue(forKey: oldest)?.size ?? 0
        }
    }

    /// A shelf and its key, as callers choose fields and host names in as many ways as they like.
    private static func weight(_ variant: Variant) -> Int {
        1024 + variant.linkBase.utf8.count + variant.fields.utf8.count
    }

    /// The bytes with their tag, and what the dictionary needs besides.
    private static func weight(_ written: WrittenResource) -> Int { written.bytes.count + 288 }
}
