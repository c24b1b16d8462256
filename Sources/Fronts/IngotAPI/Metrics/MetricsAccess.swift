/// Who may read `/metrics` at the API's address.
package enum MetricsAccess: String, Sendable, CaseIterable {
    case everybody
    /// Those who say who they are.
    case callers
    /// The route answers 404.
    case nobody
}
