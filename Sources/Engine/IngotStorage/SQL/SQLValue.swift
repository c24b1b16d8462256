/// What travels between a statement and the database: the smallest set that both engines keep without loss.
///
/// Booleans are 0 and 1, moments are microseconds since 1970, JSON is text.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
}

/// A Swift value with one stored form.
package protocol Storable: Sendable {
    /// Whether the stored form may be null.
    static var canBeNull: Bool { get }

    var stored: SQLValue { get }

    /// Reads the stored form; nil where it was not written by ``stored``.
    init?(stored: SQLValue)
}

extension Storable {
    package static var canBeNull: Bool { false }
}
