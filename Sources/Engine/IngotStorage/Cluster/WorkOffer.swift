import IngotModel

/// A request or a run that waits for a conductor, with what tells whose it is; what it asks for is read later.
package struct WorkOffer<Work: Sendable>: Sendable {
    package var id: Identifier<Work>
    package var node: NodeID
    package var hardwareType: String
    package var group: String
    /// By this it stands in line.
    package var moment: Timestamp
}

extension WorkOffer {
    /// The columns of a query that finds offers, besides `id` and `moment`.
    static var nodeColumns: SQL {
        "node.uuid AS node_uuid, node.driver AS driver, node.conductor_group AS conductor_group"
    }

    init(_ row: Row) throws {
        self.init(
            id: try row.value("id", in: "offer"), node: try row.value("node_uuid", in: "offer"),
            hardwareType: try row.value("driver", in: "offer"), group: try row.value("conductor_group", in: "offer"),
            moment: try row.value("moment", in: "offer"))
    }
}
