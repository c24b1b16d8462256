import IngotModel

/// What is to be done next, for conductors that share the work.
extension RequestRepository {
    package typealias Offer = WorkOffer<NodeRequest>

    /// Queued requests for nodes of these hardware types and this conductor group, oldest first.
    package func offers(
        hardwareTypes: [String], group: String, after last: Offer? = nil, limit: Int
    ) throws -> [Offer] {
        try offers(
            "node_request.state = 'queued' AND node.driver IN \(list: hardwareTypes) AND node.conductor_group = \(group)",
            after: last, limit: limit)
    }

    /// Requests of a kind that wait for room, the one whose turn it is first.
    package func waiting(for work: LimitedWork, after last: Offer? = nil, limit: Int) throws -> [Offer] {
        try offers(
            "node_request.state = 'waiting' AND node_request.kind IN \(list: work.kinds)", after: last, limit: limit)
    }

    /// The requests themselves, each as far as it can be read; those that are gone are left out.
    package func find(_ ids: [RequestID]) throws -> [RequestID: Result<NodeRequest, any Error>] {
        try Table.requests.results(ids, on: connection)
    }

    private func offers(_ condition: SQL, after last: Offer?, limit: Int) throws -> [Offer] {
        let rest: SQL = last.map { " AND (requested_at, node_request.uuid) > (\($0.moment), \($0.id))" } ?? ""
        return try connection.rows(
            """
            SELECT node_request.uuid AS id, requested_at AS moment, \(Offer.nodeColumns)
            FROM node_request JOIN node ON node.uuid = node_request.node_uuid
            WHERE \(condition)\(rest) ORDER BY requested_at, node_request.uuid LIMIT \(limit)
            """
        ).map(Offer.init)
    }
}
