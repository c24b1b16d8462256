/// Why authentication cannot begin as it is configured.
package struct AuthenticationProblem: Error, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
