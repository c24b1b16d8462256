/// Says which of several conductors a node belongs to, so that few nodes move when one comes or goes.
///
/// Each member stands at many points of a ring of numbers, a node at one; it belongs to the member whose point comes
/// next. Points and places depend on names alone, so that every process on every machine draws the same ring. When a
/// member leaves, its nodes go to those that come next, and all others stay where they are.
package struct HashRing: Sendable, Hashable {
    private struct Point: Sendable, Hashable {
        var place: UInt64
        var member: String
    }

    private let points: [Point]
    /// The only member, which needs no ring.
    private let onlyMember: String?

    /// - Parameter pointsPerMember: the more, the more even the shares; with 128 they differ by about a tenth.
    package init(_ members: some Sequence<String>, pointsPerMember: Int = 128) {
        let members = Set(members)
        onlyMember = members.count == 1 ? members.first : nil
        guard members.count > 1 else {
            points = []
            return
        }
        let unsorted = members.flatMap { member in
            (0..<max(1, pointsPerMember)).map { Point(place: StableHash.of("\(member)#\($0)"), member: member) }
        }
        // Two points in one place would otherwise stand in an order that differs from process to process.
        points = unsorted.sorted { ($0.place, $0.member) < ($1.place, $1.member) }
    }

    /// Nil where the ring has no members.
    package func owner(of node: NodeID) -> String? {
        guard let last = points.last else { return onlyMember }
        let place = StableHash.of(node.text)
        guard place <= last.place else { return points[0].member }
        var (low, high) = (0, points.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if points[middle].place < place { low = middle + 1 } else { high = middle }
        }
        return points[low].member
    }
}

/// A number that a text has on every machine and in every process, unlike that of Swift's own seeded `Hasher`.
enum StableHash {
    /// FNV-1a, and a last stir (that of MurmurHash3) because texts that differ only at their end lie close together in
    /// it.
    static func of(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ (hash >> 33)
    }
}
