extension Migration {
    /// How far each webhook has heard the stream of events.
    static let webhooks = Migration("0008-webhooks") { dialect in
        [
            """
            CREATE TABLE webhook (
                target \(dialect.text) NOT NULL,
                "position" BIGINT NOT NULL,
                attempts BIGINT NOT NULL,
                failing_since BIGINT,
                next_attempt BIGINT,
                last_error \(dialect.text),
                holder \(dialect.text),
                claimed_until BIGINT,
                CONSTRAINT "webhook.target_unique" PRIMARY KEY (target)
            )
            """
        ]
    }
}
