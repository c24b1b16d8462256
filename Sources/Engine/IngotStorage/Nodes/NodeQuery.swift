import IngotModel

/// Which nodes to list, in which order, and which page of them.
///
/// Everything that is left out does not filter, so `NodeQuery()` is the first thousand nodes by their creation.
package struct NodeQuery: ListFilter {
    package typealias Entity = Node

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
    /// Whether the node's power state is known.
    package var isPowerKnown: Bool?
    package var chassisID: String?
    /// A part of the description, in either case.
    package var descriptionContains: String?
    /// Nodes that have all of these traits.
    package var traits: [String] = []
    /// The only nodes that come into question.
    package var candidates: [NodeID]?
    /// The UUID of the node whose children are wanted.
    package var parentNode: String?
    /// False leaves out nodes that have a parent, unless ``parentNode`` asks for them.
    package var includeChildren = true

    package var sortKey = NodeSortKey.createdAt
    /// Whose lease has ended by then holds no node any more. Matters to ``NodeSortKey/reservation`` alone, the one key
    /// without an index: each page looks at the leases of all nodes.
    package var now = Timestamp(microseconds: 0)
    package var ascending = true
    /// The last node of the page before.
    package var marker: NodeID?
    package var limit = 1000

    package init() {}
}

extension NodeQuery {
    /// The query as a page of a list.
    var listing: Listing<NodeQuery> {
        var listing = Listing(self)
        listing.sortColumn = sortKey.rawValue
        if sortKey == .reservation { listing.sortExpression = holder }
        listing.ascending = ascending
        listing.marker = marker?.text
        listing.limit = limit
        return listing
    }

    private var holder: SQL {
        "(SELECT holder FROM lease WHERE lease.node_uuid = node.uuid AND lease.expires_at > \(now))"
    }

    /// Each filter that was given, as a condition.
    package var conditions: [SQL] {
        (equalities + presences + traitMembership
            + [
                childhood,
                SQL.belongs(to: project), SQL.isAmong("shard", shards), SQL.isAmong("uuid", candidates),
                descriptionContains.map { SQL.contains($0, in: "description") },
            ]).compactMap { $0 }
    }

    private var equalities: [SQL?] {
        [
            SQL.equals("provision_state", provisionState),
            SQL.equals("driver", driver),
            SQL.equals("maintenance", maintenance),
            SQL.equals("instance_uuid", instanceID),
            SQL.equals("instance_name", instanceName),
            SQL.equals("resource_class", resourceClass),
            SQL.equals("conductor_group", conductorGroup),
            SQL.equals("conductor", conductor),
            SQL.equals("owner", owner),
            SQL.equals("lessee", lessee),
            SQL.equals("fault", fault),
            SQL.equals("retired", isRetired),
            SQL.equals("chassis_uuid", chassisID),
            SQL.equals("parent_node", parentNode),
        ]
    }

    private var presences: [SQL?] {
        [("instance_uuid", associated), ("shard", isSharded), ("power_state", isPowerKnown)].map { column, isPresent in
            isPresent.map { $0 ? "\(identifier: column) IS NOT NULL" : "\(identifier: column) IS NULL" }
        }
    }

    /// Nearly every node is nobody's child. SQLite would take an index on `parent_node` for that and sort what it
    /// finds, so the condition is put in a way that no index serves: the one of the sort key is left, and a page costs
    /// the same however many nodes there are.
    private var childhood: SQL? { includeChildren || parentNode != nil ? nil : "COALESCE(parent_node, '') = ''" }

    /// Asked of each node that the other filters leave over: they leave few where nodes are allocated, while a trait
    /// may be that of every node.
    private var traitMembership: [SQL?] {
        Set(traits).sorted().map {
            "EXISTS (SELECT 1 FROM node_trait WHERE node_trait.trait = \($0) AND node_trait.node_uuid = node.uuid)"
        }
    }
}
