/// Overrides that cannot be put in force; the rules that were there before go on.
package struct PolicyProblem: Error, Sendable, CustomStringConvertible {
    /// One sentence for each check that is wrong.
    package let complaints: [String]

    package var description: String { complaints.joined(separator: "\n") }
}
