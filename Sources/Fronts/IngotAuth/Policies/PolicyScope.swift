/// What a token is valid for.
package enum PolicyScope: String, Sendable, Hashable, CaseIterable {
    case system, domain, project
}

extension Caller {
    /// What the caller's token is valid for; a token without any scope counts as one for a project, as in oslo.policy.
    package var scope: PolicyScope {
        if systemScope != nil { return .system }
        return domainID != nil ? .domain : .project
    }
}
