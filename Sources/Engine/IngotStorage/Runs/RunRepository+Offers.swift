import IngotModel

/// What is to be driven on, for conductors that share the work.
extension RunRepository {
    package typealias Offer = WorkOffer<Run>

    /// Runs that need somebody: suspended ones whose time or deadline has come, and orphans, whose conductor let the
    /// lease run out. Only runs of these hardware types and this conductor group, and of nodes that nobody holds; page
    /// by page, the longest due first, and without the plans.
    ///
    /// Active runs are few, and the indexes over hardware types and groups would lead away from them, to all nodes.
    ///
    /// - Parameter pauses: the states in which a run waits on while its node is in maintenance, whatever its agent
    ///   says. No deadline is over in maintenance, wherever the node waits.
    package func offers(
        _ now: Timestamp, hardwareTypes: [String], group: String, pausingIn pauses: [ProvisionState],
        after last: Offer? = nil, limit: Int
    ) throws -> [Offer] {
        let waiting = ProvisionState.allCases.filter(\.isWaiting)
        let moment: SQL = "COALESCE(wake_at, deadline, started_at)"
        let rest: SQL = last.map { " AND (\(moment), run.uuid) > (\($0.moment), \($0.id))" } ?? ""
        return try connection.rows(
            """
            SELECT run.uuid AS id, \(moment) AS moment, \(Offer.nodeColumns)
            FROM run JOIN node ON node.uuid = run.node_uuid
            WHERE run.state IN ('running', 'suspended')
            AND (run.state = 'running' OR (wake_at <= \(now)\(Self.unlessPaused(in: pauses)))
            OR (deadline <= \(now)\(Self.unlessPaused(in: waiting))))
            AND COALESCE(node.driver, '') IN \(list: hardwareTypes)
            AND COALESCE(node.conductor_group, '') = \(group)
            AND NOT EXISTS (SELECT 1 FROM lease WHERE lease.node_uuid = run.node_uuid
            AND lease.holder IS NOT NULL AND lease.expires_at > \(now))\(rest)
            ORDER BY \(moment), run.uuid LIMIT \(limit)
            """
        ).map(Offer.init)
    }

    /// Leaves runs out that wait in one of these states for a node in maintenance; changes of power go on.
    private static func unlessPaused(in states: [ProvisionState]) -> SQL {
        guard !states.isEmpty else { return "" }
        return """
             AND NOT (node.maintenance = 1 AND run.kind LIKE 'provision:%' AND node.provision_state IN \(list: states))
            """
    }

    /// The runs themselves, each as far as it can be read; those that are gone are left out.
    package func find(_ ids: [RunID]) throws -> [RunID: Result<Run, any Error>] {
        try Table.runs.results(ids, on: connection)
    }

    /// The next moment after this one at which a suspended run wants to be looked at.
    package func nextMoment(after now: Timestamp) throws -> Timestamp? {
        let earliest: SQL = """
            SELECT MIN(CASE WHEN wake_at > \(now) THEN wake_at END) AS wake,
            MIN(CASE WHEN deadline > \(now) THEN deadline END) AS deadline FROM run WHERE \(Self.isSuspended)
            """
        guard let row = try connection.row(earliest) else { return nil }
        let moments: [Timestamp?] = [try row.value("wake", in: "run"), try row.value("deadline", in: "run")]
        return moments.compactMap { $0 }.min()
    }

    /// SQLite does not see that one implies the other, and takes the index over active runs only where both are said.
    static let isSuspended: SQL = "state IN ('running', 'suspended') AND state = 'suspended'"

    /// As ``countActive(_:)``, and nobody else begins work that was counted so before this transaction has ended.
    package func countActiveAlone(_ work: LimitedWork) throws -> Int {
        if let lock = connection.dialect.admissionLock { _ = try connection.rows(lock) }
        return try countActive(work)
    }

    /// How much of a kind of work is under way, in the whole database.
    package func countActive(_ work: LimitedWork) throws -> Int {
        let query: SQL = """
            SELECT COUNT(*) AS number FROM run
            WHERE state IN ('running', 'suspended') AND kind IN \(list: work.kinds)
            """
        return try connection.row(query)?.value("number", in: "run") ?? 0
    }
}
