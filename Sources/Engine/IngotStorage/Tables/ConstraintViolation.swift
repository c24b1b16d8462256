/// What the schema refused; the engines throw it, and ``Table`` turns it into a ``StorageError`` that names the value.
enum ConstraintViolation: Error {
    case unique(column: String)
    case foreignKey

    /// The error as callers see it where no ``Table`` knew the value.
    var final: StorageError {
        switch self {
        case .unique(let column): .duplicate(entity: "row", field: column, value: "")
        case .foreignKey: .dangling(entity: "row")
        }
    }
}
