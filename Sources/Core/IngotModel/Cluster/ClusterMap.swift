/// Which conductor each node belongs to: a ring for each hardware type of each conductor group.
package struct ClusterMap: Sendable, Hashable {
    private struct Duty: Sendable, Hashable {
        var group: String
        var hardwareType: String
    }

    private let members: [Duty: [String]]
    private let rings: [[String]: HashRing]

    /// - Parameter conductors: those that take work.
    package init(_ conductors: [ConductorRecord]) {
        var members: [Duty: [String]] = [:]
        for conductor in conductors.sorted(by: { $0.hostname < $1.hostname }) {
            for type in Set(conductor.drivers) {
                members[Duty(group: conductor.group, hardwareType: type), default: []].append(conductor.hostname)
            }
        }
        self.members = members
        // Most duties have the same members, and the same members stand on the same ring.
        rings = Dictionary(uniqueKeysWithValues: Set(members.values).map { ($0, HashRing($0)) })
    }

    /// Nil where no conductor serves such nodes.
    package func owner(of node: NodeID, hardwareType: String, group: String) -> String? {
        members[Duty(group: group, hardwareType: hardwareType)].flatMap { rings[$0] }?.owner(of: node)
    }

    /// Whether others serve all that a conductor serves, so that its work does not rest with it.
    package func covers(_ conductor: ConductorRecord) -> Bool {
        conductor.drivers.allSatisfy { type in
            members[Duty(group: conductor.group, hardwareType: type)]?.contains { $0 != conductor.hostname } ?? false
        }
    }
}
