import IngotModel

/// Which nodes to list, in which order, and which page of them.
///
/// Everything that is left out does not filter, so `NodeQuery()` is the first thousand nodes by their creation.
package struct NodeQuery: Sendable {
    package var provisionState: ProvisionState?
    package var driver: String?
    package var maintenance: Bool?
    /// Whether the node has an instance.
    package var associated: Bool?
    package var instanceID: String?
    package var instanceName: String?
    package var resourceClass: String?
    package var conductorGroup: String?
    package var conductor: String?
    package var owner: String?
    package var lessee: String?
    /// Nodes whose owner or lessee this project is.
    package var project: String?
    package var fault: String?
    /// Nodes in one of these shards.
    package var shards: [String]?
    /// Whether the node is in any shard.
    package var isSharded: Bool?
    package var isRetired: Bool?
    package var chassisID: String?
    /// A part of the description, in either case.
    package var descriptionContains: String?
    /// The UUID of the node whose children are wanted.
    package var parentNode: String?
    /// False leaves out nodes that have a parent, unless ``parentNode`` asks for them.
    package var includeChildren = true

    package var sortKey = NodeSortKey.createdAt
    package var ascending = true
    /// The last node of the page before.
    package var marker: NodeID?
    package var limit = 1000

    package init() {}
}

extension NodeQuery {
    /// Each filter that was given, as a condition.
    var conditions: [SQL] {
        equalities + presences + [ownership, shardMembership, descriptionMatch, childhood].compactMap { $0 }
    }

    private var equalities: [SQL] {
        let wanted: [(String, (any Storable)?)] = [
            ("provision_state", provisionState),
            ("driver", driver),
            ("maintenance", maintenance),
            ("instance_uuid", instanceID),
            ("instance_name", instanceName),
            ("resource_class", resourceClass),
            ("conductor_group", conductorGroup),
            ("conductor", conductor),
            ("owner", owner),
            ("lessee", lessee),
            ("fault", fault),
            ("retired", isRetired),
            ("chassis_uuid", chassisID),
            ("parent_node", parentNode),
        ]
        return wanted.compactMap { column, value in value.map { "\(identifier: column) = \($0.stored)" } }
    }

    private var presences: [SQL] {
        [("instance_uuid", associated), ("shard", isSharded)].compactMap { column, isPresent in
            isPresent.map { $0 ? "\(identifier: column) IS NOT NULL" : "\(identifier: column) IS NULL" }
        }
    }

    private var ownership: SQL? { project.map { "(owner = \($0) OR lessee = \($0))" } }

    private var shardMembership: SQL? { shards.map { "shard IN \(list: $0)" } }

    private var childhood: SQL? { includeChildren || parentNode != nil ? nil : "parent_node IS NULL" }

    private var descriptionMatch: SQL? { descriptionContains.map { SQL.contains($0, in: "description") } }
}
