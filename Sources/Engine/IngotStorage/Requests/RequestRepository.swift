import IngotModel

/// What was asked for: the API adds rows, conductors claim and answer them.
///
/// Each change is guarded by the state from which it is allowed, so that two conductors never take the same request and
/// an asker who gave up is never answered.
package struct RequestRepository {
    let connection: any Connection

    /// - Throws: ``StorageError/dangling(entity:)`` when there is no such node.
    package func insert(_ request: NodeRequest) throws {
        try Table.requests.insert(request, on: connection)
    }

    package func find(_ id: RequestID) throws -> NodeRequest? {
        try Table.requests.first(" WHERE uuid = \(id)", on: connection)
    }

    /// What has become of several requests, in one query and without what they asked for; those that are not there are
    /// left out.
    package func answers(to ids: [RequestID]) throws -> [RequestID: RequestAnswer] {
        let rows = try connection.rows("SELECT uuid, state, reply FROM node_request WHERE uuid IN \(list: ids)")
        return try rows.reduce(into: [:]) { answers, row in
            let id: RequestID = try row.value("uuid", in: "node_request")
            answers[id] = RequestAnswer(
                state: try row.value("state", in: "node_request"), reply: try row.value("reply", in: "node_request"))
        }
    }

    /// Takes a request that is queued or waits for room; false when somebody else took it or it was withdrawn.
    package func claim(_ id: RequestID, by holder: String) throws -> Bool {
        try connection.execute(
            """
            UPDATE node_request SET state = 'claimed', claimed_by = \(holder)
            WHERE uuid = \(id) AND state IN ('queued', 'waiting')
            """) > 0
    }

    /// Answers a claimed request with `accepted` or `refused`, and forgets its arguments.
    ///
    /// Config drives and rescue passwords are among them, and answered requests are kept for long; a run that begins
    /// takes its own copy.
    ///
    /// - Throws: ``StorageError/conflict(entity:id:)`` when the request is not claimed (any more).
    package func answer(_ id: RequestID, state: NodeRequest.State, reply: JSONValue) throws {
        let answered = try connection.execute(
            """
            UPDATE node_request SET state = \(state), reply = \(reply), arguments = '{}'
            WHERE uuid = \(id) AND state = 'claimed'
            """)
        guard answered > 0 else { throw StorageError.conflict(entity: "request", id: id.text) }
    }

    /// Takes back a request that nobody claimed yet and forgets its arguments; false when a conductor has it.
    package func withdraw(_ id: RequestID) throws -> Bool {
        try connection.execute(
            "UPDATE node_request SET state = 'withdrawn', arguments = '{}' WHERE uuid = \(id) AND state = 'queued'")
            > 0
    }

    /// The node's queued and claimed requests, oldest first.
    package func unfinished(_ node: NodeID) throws -> [NodeRequest] {
        try Table.requests.all(
            " WHERE node_uuid = \(node) AND state IN ('queued', 'claimed') ORDER BY requested_at, uuid", on: connection)
    }

    /// Forgets so many of the answered and withdrawn requests that were made before a moment; tells how many.
    package func prune(before moment: Timestamp, limit: Int) throws -> Int {
        try connection.execute(
            """
            DELETE FROM node_request WHERE uuid IN (SELECT uuid FROM node_request
            WHERE state IN ('accepted', 'refused', 'withdrawn') AND requested_at < \(moment) LIMIT \(limit))
            """)
    }
}
