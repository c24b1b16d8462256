/// A version of the Bare Metal API: always `1.N`, where N alone tells what a client knows.
///
/// Fields, routes, verbs and parameters name the N from which they exist; see the tables in `IngotAPI`.
package struct Microversion: Sendable, Hashable, Comparable, CustomStringConvertible {
    package var minor: Int

    package init(minor: Int) { self.minor = minor }

    /// What a request without a version gets.
    package static let oldest = Microversion(minor: 1)
    package static let newest = Microversion(minor: 115)

    package var description: String { "1.\(minor)" }

    package static func < (left: Self, right: Self) -> Bool { left.minor < right.minor }

    /// Whether something that exists since `1.minor` exists here.
    package func knows(since minor: Int) -> Bool { self.minor >= minor }
}
