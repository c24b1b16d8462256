/// Who may read `/metrics`.
package enum MetricsAccess: String, Sendable, CaseIterable {
    case everybody
    /// Those who say who they are.
    case callers
    /// The route answers 404.
    case nobody
}
