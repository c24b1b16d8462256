import IngotModel

/// A node with what tells which conductor it belongs to, and which one it is shown with.
package struct NodePlacement: Sendable {
    package var node: NodeID
    package var hardwareType: String
    package var group: String
    package var conductor: String?
}

extension NodeRepository {
    /// All nodes by UUID, page by page.
    package func placements(after last: NodeID? = nil, limit: Int) throws -> [NodePlacement] {
        let rest: SQL = last.map { " WHERE uuid > \($0)" } ?? ""
        return try connection.rows(
            "SELECT uuid, driver, conductor_group, conductor FROM node\(rest) ORDER BY uuid LIMIT \(limit)"
        ).map { row in
            NodePlacement(
                node: try row.value("uuid", in: "node"), hardwareType: try row.value("driver", in: "node"),
                group: try row.value("conductor_group", in: "node"),
                conductor: try row.value("conductor", in: "node"))
        }
    }

    /// How many nodes show a conductor as theirs.
    package func count(of conductor: String) throws -> Int {
        let rows = try connection.rows("SELECT COUNT(*) AS number FROM node WHERE conductor = \(conductor)")
        return try rows.first?.value("number", in: "node") ?? 0
    }

    /// Notes whose nodes these are, but for those of which somebody else has noted it since they were read. It is no
    /// change that anybody made, but answers show it, so that the revision grows.
    ///
    /// - Returns: how many have changed hands.
    package func assign(_ placements: [NodePlacement], to conductor: String) throws -> Int {
        try Dictionary(grouping: placements, by: \.conductor).reduce(0) { count, group in
            try count
                + connection.execute(
                    """
                    UPDATE node SET conductor = \(conductor), revision = revision + 1
                    WHERE uuid IN \(list: group.value.map(\.node)) AND COALESCE(conductor, '') = \(group.key ?? "")
                    """)
        }
    }
}
