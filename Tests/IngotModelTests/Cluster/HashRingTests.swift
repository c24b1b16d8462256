import Testing

@testable import IngotModel

struct HashRingTests {
    /// The same nodes in every run.
    static let nodes: [NodeID] = {
        var generator = Counter(state: 7)
        return (0..<3_000).map { _ in .random(using: &generator) }
    }()

    @Test(arguments: 2...6)
    func `members have about equal shares`(_ count: Int) {
        let ring = HashRing((1...count).map { "host-\($0)" })
        let shares = Dictionary(grouping: Self.nodes) { ring.owner(of: $0) }.mapValues(\.count)
        let fair = Double(Self.nodes.count) / Double(count)
        #expect(shares.count == count)
        for (member, share) in shares {
            #expect((0.7 * fair...1.3 * fair).contains(Double(share)), "\(member ?? "nobody") has \(share)")
        }
    }

    @Test func `only the nodes of whoever comes or goes move`() {
        let three = HashRing(["a", "b", "c"])
        let two = HashRing(["a", "b"])
        for node in Self.nodes where three.owner(of: node) != "c" {
            #expect(three.owner(of: node) == two.owner(of: node))
        }
        let moved = Self.nodes.count { three.owner(of: $0) != two.owner(of: $0) }
        #expect(moved > 0 && moved < Self.nodes.count / 2)
    }

    @Test func `every process draws the same ring, in whatever order it hears of the members`() throws {
        let node = try #require(NodeID("8e1f7a2c-0000-4000-8000-000000000003"))
        #expect(StableHash.of("ingot") == 0xD015_C930_97E0_A188)
        for node in Self.nodes.prefix(100) {
            #expect(HashRing(["a", "b", "c"]).owner(of: node) == HashRing(["c", "a", "b", "a"]).owner(of: node))
        }
        #expect(HashRing(["only"]).owner(of: node) == "only")
        #expect(HashRing([String]()).owner(of: node) == nil)
    }

    private struct Counter: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }
}
