extension Migration {
    /// Which image each run deployed, so that the latest ones of a model and an image are found without a scan.
    static let runImages = Migration("0009-run-images") { dialect in
        [
            "ALTER TABLE run ADD COLUMN image \(dialect.text)",
            """
            CREATE INDEX run_of_model_and_image ON run (kind, hardware_model, image, finished_at)
            WHERE state = 'finished'
            """,
        ]
    }
}
