import IngotModel

extension RunRepository {
    /// Has a run that waits looked at, and lets it wait longer.
    ///
    /// Needs no lease: it changes nothing but how soon somebody looks, and how long that may take.
    func prolongWait(_ run: RunID, by duration: Duration, at moment: Timestamp) throws {
        try connection.execute(
            """
            UPDATE run SET wake_at = \(moment), deadline = deadline + \(duration)
            WHERE uuid = \(run) AND state = 'suspended'
            """)
    }

    /// Has suspended runs looked at that nothing would ever wake, as they have neither a time nor a deadline; runs of
    /// held nodes are meant to be so. Tells how many.
    @discardableResult
    package func wakeForgotten(
        at now: Timestamp, hardwareTypes: [String], group: String, held: [ProvisionState]
    ) throws -> Int {
        try connection.execute(
            """
            UPDATE run SET wake_at = \(now) WHERE \(Self.isSuspended) AND wake_at IS NULL AND deadline IS NULL
            AND EXISTS (SELECT 1 FROM node WHERE node.uuid = run.node_uuid AND node.driver IN \(list: hardwareTypes)
            AND node.conductor_group = \(group) AND node.provision_state NOT IN \(list: held))
            """)
    }
}
