import IngotModel

/// What the agents told of themselves, apart from the node: a heartbeat never waits for what changes that.
package struct AgentRepository {
    let connection: any Connection

    package func find(_ node: NodeID) throws -> AgentRecord? {
        try Table.agents.first(" WHERE node_uuid = \(node)", on: connection)
    }

    /// The records of several nodes, in one query.
    package func find(_ nodes: [NodeID]) throws -> [NodeID: AgentRecord] {
        let records = try Table.agents.all(" WHERE node_uuid IN \(list: nodes)", on: connection)
        return Dictionary(records.map { ($0.node, $0) }, uniquingKeysWith: { $1 })
    }

    /// Writes the whole record, the token included.
    ///
    /// - Throws: ``StorageError/dangling(entity:)`` when there is no such node.
    package func upsert(_ record: AgentRecord) throws {
        try Table.agents.upsert(record, counting: "changes", on: connection)
    }

    /// Writes what an agent tells over what was known of it, in one statement.
    ///
    /// - Returns: false where the agent's token, address or certificate is no longer the known one.
    package func note(_ record: AgentRecord, over known: AgentRecord) throws -> Bool {
        try connection.execute(
            """
            UPDATE agent_record SET url = \(record.url.stored), version = \(record.version.stored),
            certificate = \(record.certificate.stored), status = \(record.status.stored),
            status_message = \(record.statusMessage.stored), last_heartbeat = \(record.lastHeartbeat.stored), changes = changes + 1
            WHERE node_uuid = \(record.node) AND token = \(known.token.stored)
            AND COALESCE(url, '') = \(known.url ?? "") AND COALESCE(certificate, '') = \(known.certificate ?? "")
            """) > 0
    }

    /// Gives the node's agent a token, once: false when there is one already.
    ///
    /// The claim counts as a sign of life, so that an agent which dies before its first heartbeat grows silent as any
    /// other (see ``forgetSilent(_:since:)``).
    ///
    /// - Throws: ``StorageError/dangling(entity:)`` when there is no such node.
    package func claimToken(_ node: NodeID, token: Secret, at now: Timestamp) throws -> Bool {
        if try find(node) == nil {
            // Another lookup may do the same at this moment; the guarded update below decides between the two.
            try insertBlank(node)
        }
        return try connection.execute(
            """
            UPDATE agent_record SET token = \(token), last_heartbeat = \(now), changes = changes + 1
            WHERE node_uuid = \(node) AND token IS NULL
            """) > 0
    }

    /// Forgets an agent that was last heard of before a moment, its token included; true when there was one.
    ///
    /// One guarded statement, so that of two lookups at once the later cannot forget the agent that the earlier one
    /// gave a token. A token that came with the boot medium stays: the agent that is booted next has it again.
    @discardableResult
    package func forgetSilent(_ node: NodeID, since moment: Timestamp) throws -> Bool {
        try connection.execute(
            """
            UPDATE agent_record SET token = NULL, url = NULL, version = NULL, certificate = NULL, status = NULL,
            status_message = NULL, last_heartbeat = NULL, changes = changes + 1
            WHERE node_uuid = \(node) AND token_pregenerated = 0 AND last_heartbeat < \(moment)
            """) > 0
    }

    /// Forgets the agent's address, version, certificate and state; the token too, unless it is to be kept.
    package func clear(_ node: NodeID, keepToken: Bool) throws {
        guard let record = try find(node) else { return }
        var blank = AgentRecord(node: node)
        if keepToken {
            blank.token = record.token
            blank.tokenIsPregenerated = record.tokenIsPregenerated
        }
        try upsert(blank)
    }

    private func insertBlank(_ node: NodeID) throws {
        do {
            try connection.execute(
                "\(Table.agents.insertion(AgentRecord(node: node))) ON CONFLICT (node_uuid) DO NOTHING")
        } catch ConstraintViolation.foreignKey {
            throw StorageError.dangling(entity: "agent")
        }
    }
}
