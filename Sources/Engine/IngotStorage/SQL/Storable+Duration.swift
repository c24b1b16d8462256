import IngotModel

/// Kept as whole microseconds.
extension Duration: Storable {
    package var stored: SQLValue { .integer(microseconds) }

    package init?(stored: SQLValue) {
        guard case .integer(let value) = stored else { return nil }
        self = .microseconds(value)
    }
}
