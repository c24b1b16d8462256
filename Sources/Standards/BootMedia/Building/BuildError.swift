/// Why a boot medium could not be made.
///
/// Names what was tried, what was seen, and what to do next, so that its description can be shown to a person as it is.
package struct BuildError: Error, Sendable, CustomStringConvertible {
    package let attempt: String
    package let evidence: String
    package let advice: String

    package init(_ attempt: String, evidence: String, advice: String) {
        self.attempt = attempt
        self.evidence = evidence
        self.advice = advice
    }

    package var description: String {
        "\(attempt) failed: \(evidence). \(advice)"
    }
}
