import IngotModel

/// Requests that were taken on and wait until there is room for their kind of work.
extension RequestRepository {
    /// Lets a queued request wait; false when somebody else took it or it was withdrawn.
    package func park(_ id: RequestID, reply: JSONValue) throws -> Bool {
        try connection.execute(
            "UPDATE node_request SET state = 'waiting', reply = \(reply) WHERE uuid = \(id) AND state = 'queued'") > 0
    }

    /// Whether anything waits for room at all.
    package func hasWaiting() throws -> Bool {
        try connection.exists("SELECT 1 AS found FROM node_request WHERE state = 'waiting' LIMIT 1")
    }

    /// Those that wait for room and were asked for before a moment, the oldest first.
    package func waiting(since moment: Timestamp, limit: Int) throws -> [RequestID] {
        try connection.rows(
            """
            SELECT uuid FROM node_request WHERE state = 'waiting' AND requested_at < \(moment)
            ORDER BY requested_at, uuid LIMIT \(limit)
            """
        ).map { try $0.value("uuid", in: "node_request") }
    }

    /// The node's request that waits for room.
    package func waiting(_ node: NodeID) throws -> NodeRequest? {
        try Table.requests.first(
            " WHERE node_uuid = \(node) AND state = 'waiting' ORDER BY requested_at, uuid LIMIT 1", on: connection)
    }

    /// Takes back the requests of a node that wait for room; false where there are none.
    package func withdrawWaiting(_ node: NodeID) throws -> Bool {
        try connection.execute(
            """
            UPDATE node_request SET state = 'withdrawn', arguments = '{}'
            WHERE node_uuid = \(node) AND state = 'waiting'
            """) > 0
    }

    /// How many requests of a kind wait for room, or how many of them stand before one.
    package func countWaiting(for work: LimitedWork, before request: NodeRequest? = nil) throws -> Int {
        let place: SQL = request.map { " AND (requested_at, uuid) < (\($0.requestedAt), \($0.id))" } ?? ""
        return try count("state = 'waiting' AND kind IN \(list: work.kinds)\(place)")
    }

    /// How many requests nobody has taken yet.
    package func countQueued() throws -> Int { try count("state = 'queued'") }

    /// The node's requests that are not answered or not begun, oldest first.
    package func unsettled(_ node: NodeID) throws -> [NodeRequest] {
        try Table.requests.all(
            " WHERE node_uuid = \(node) AND state IN \(list: NodeRequest.State.unsettled) ORDER BY requested_at, uuid",
            on: connection)
    }

    private func count(_ condition: SQL) throws -> Int {
        let query: SQL = "SELECT COUNT(*) AS number FROM node_request WHERE \(condition)"
        return try connection.row(query)?.value("number", in: "node_request") ?? 0
    }
}
