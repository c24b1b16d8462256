import CPostgreSQL

/// What a statement answered, copied out of libpq's memory.
struct PostgreSQLResult {
    var rows: [Row]
    /// How many rows the statement changed.
    var changes: Int
    /// The server's word for what was done, such as `COMMIT`.
    var tag: String

    static func read(_ result: OpaquePointer) -> Result<PostgreSQLResult, PostgreSQLFailure> {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: .success(PostgreSQLResult(result))
        default: .failure(PostgreSQLFailure(result: result))
        }
    }

    private init(_ result: OpaquePointer) {
        let width = PQnfields(result)
        let columns = Row.Columns((0..<width).map { PQfname(result, $0).map { String(cString: $0) } ?? "" })
        let areIntegers = (0..<width).map { Self.integerTypes.contains(PQftype(result, $0)) }
        rows = (0..<PQntuples(result)).map { row in
            let values = (0..<width).map { Self.value(result, row, $0, isInteger: areIntegers[Int($0)]) }
            return Row(columns: columns, values: values)
        }
        changes = PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
        tag = PQcmdStatus(result).map { String(cString: $0) } ?? ""
    }

    /// `int8`, `int2` and `int4` in the catalogue `pg_type`.
    private static let integerTypes: Set<Oid> = [20, 21, 23]

    private static func value(_ result: OpaquePointer, _ row: Int32, _ column: Int32, isInteger: Bool) -> SQLValue {
        guard PQgetisnull(result, row, column) == 0, let bytes = PQgetvalue(result, row, column) else { return .null }
        let length = Int(PQgetlength(result, row, column))
        // The connection's encoding is UTF-8, which the server guarantees.
        let text = bytes.withMemoryRebound(to: UInt8.self, capacity: length) { pointer in
            String(decoding: UnsafeBufferPointer(start: pointer, count: length), as: UTF8.self)
        }
        return isInteger ? Int64(text).map(SQLValue.integer) ?? .text(text) : .text(text)
    }
}
