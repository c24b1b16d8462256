import IngotModel

extension Transaction {
    /// What the database's own clock says at this moment; nil where that is this host's.
    package func databaseTime() throws -> Timestamp? {
        guard let clock = connection.dialect.clock else { return nil }
        return try connection.row(clock)?.value("moment", in: "clock")
    }
}
