import IngotModel

/// Where webhooks stand in the stream of events. One process at a time delivers to each: whoever holds its row.
package struct WebhookRepository {
    let connection: any Connection

    package func find(_ target: String) throws -> WebhookCursor? {
        try Table.webhooks.first(" WHERE target = \(target)", on: connection)
    }

    /// Begins a webhook that is not known yet; one that is stays as it is.
    package func enter(_ cursor: WebhookCursor) throws {
        try connection.execute(
            """
            INSERT INTO webhook (target, "position", attempts) VALUES (\(cursor.target), \(cursor.position), 0)
            ON CONFLICT (target) DO NOTHING
            """)
    }

    /// Takes the webhook for a time, or keeps it for longer.
    ///
    /// - Returns: where it stands; nil while somebody else holds it.
    package func claim(
        _ target: String, by holder: String, at now: Timestamp, until end: Timestamp
    ) throws -> WebhookCursor? {
        let claimed = try connection.execute(
            """
            UPDATE webhook SET holder = \(holder), claimed_until = \(end)
            WHERE target = \(target) AND (holder IS NULL OR holder = \(holder) OR claimed_until <= \(now))
            """)
        return claimed > 0 ? try find(target) : nil
    }

    /// Writes how far the webhook has come, and until when its holder keeps it.
    ///
    /// - Returns: false where somebody else holds it by now; nothing is written then.
    package func update(_ cursor: WebhookCursor) throws -> Bool {
        guard let holder = cursor.holder else { return false }
        return try Table.webhooks.update(
            cursor, leaving: ["target", "holder"], " WHERE target = \(cursor.target) AND holder = \(holder)",
            on: connection)
    }

    /// Lets go of everything that a process holds.
    package func release(_ holder: String) throws {
        try connection.execute("UPDATE webhook SET holder = NULL, claimed_until = NULL WHERE holder = \(holder)")
    }
}

extension Transaction {
    package var webhooks: WebhookRepository { WebhookRepository(connection: connection) }
}

extension Table where Entity == WebhookCursor {
    static let webhooks = Table(
        "webhook", entity: "webhook", key: ["target"],
        columns: [
            Column("target", \.target),
            Column("position", \.position),
            Column("attempts", \.attempts),
            Column("failing_since", \.failingSince),
            Column("next_attempt", \.nextAttempt),
            Column("last_error", \.lastError),
            Column("holder", \.holder),
            Column("claimed_until", \.claimedUntil),
        ]
    ) { row in
        WebhookCursor(
            target: try row.value("target", in: "webhook"), position: try row.value("position", in: "webhook"))
    }
}
