/// Why the storage did not do what it was asked.
package enum StorageError: Error, Hashable, CustomStringConvertible {
    /// Another row has this value in a field that must be unique; the field is named as in the API.
    case duplicate(entity: String, field: String, value: String)
    /// The row has changed since it was read; read it again and decide anew.
    case conflict(entity: String, id: String)
    /// There is no such row.
    case missing(entity: String, id: String)
    /// The row refers to another one that is not there (any more).
    case dangling(entity: String)
    /// A list cannot be in the order of this column.
    case unsortable(entity: String, column: String)
    /// The database cannot be used now; the same call may succeed after the wait.
    case unavailable(reason: String, retryAfter: Duration)
    /// The database is there, but too much waits for it already, or others were in the way for too long; the same call
    /// may succeed after the wait.
    case busy(reason: String, retryAfter: Duration)
    /// A value that neither database can keep.
    case unstorable(String)
    /// A column holds what Ingot never writes.
    case corrupt(table: String, column: String, what: String)
    /// The schema was made by a newer version of Ingot.
    case newerSchema(unknown: [String], newestKnown: String)
    /// The engine refused a statement, in the engine's own words.
    case failed(reason: String)

    package var description: String {
        switch self {
        case .duplicate(let entity, let field, let value): "another \(entity) with \(field) \"\(value)\" exists already"
        case .conflict(let entity, let id):
            "\(entity) \(id) was changed by somebody else meanwhile; read it again and repeat"
        case .missing(let entity, let id): "there is no \(entity) \(id)"
        case .dangling(let entity): "the \(entity) refers to something that does not exist (any more)"
        case .unsortable(let entity, let column): "a list of \(entity)s cannot be sorted by \"\(column)\""
        case .unavailable(let reason, let wait):
            "the database is not available: \(reason); try again in \(wait)"
        case .busy(let reason, let wait): "the database is busy: \(reason); try again in \(wait)"
        case .unstorable(let what): "the value cannot be stored: \(what)"
        case .corrupt(let table, let column, let what):
            "column \(column) of table \(table) cannot be read: \(what). Somebody changed the database by hand, or it"
                + " is damaged; restore it from a backup"
        case .newerSchema(let unknown, let newest):
            "the database was made by a newer Ingot: its migrations \(unknown.joined(separator: ", ")) are not known"
                + " to this version, which ends with \(newest). Start the newer version, or restore an older backup"
        case .failed(let reason): "the database refused: \(reason)"
        }
    }
}

extension StorageError {
    /// Whether an error says that something is wrong with the database. What a transaction's body refuses, and rows
    /// that are not there or stand in the way, are its daily work.
    static func isFailure(_ error: any Error) -> Bool {
        switch error as? StorageError {
        case .unavailable, .busy, .failed, .corrupt, .newerSchema: true
        case .duplicate, .conflict, .missing, .dangling, .unsortable, .unstorable, nil: false
        }
    }
}

extension StorageError {
    /// Whether it says that the database is away.
    package var isAbsence: Bool {
        if case .unavailable = self { true } else { false }
    }

    /// Whether it says that the database cannot be asked at the moment, for whatever reason.
    package var isPassing: Bool {
        switch self {
        case .unavailable, .busy: true
        default: false
        }
    }

    static let closed = StorageError.unavailable(reason: "the store has been closed", retryAfter: .seconds(5))

    /// A failed statement fails its transaction, on both engines, also when the body caught the error.
    static let wentOnAfterFailure = StorageError.failed(
        reason: "a statement of the transaction failed and the transaction went on; nothing was changed")
}
