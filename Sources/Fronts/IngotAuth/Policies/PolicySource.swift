/// Where a check comes from, as it was written.
struct PolicySource: Sendable {
    enum Origin: String, Sendable {
        case standard = "default"
        case override
        /// The check that the rule had before there were scopes.
        case deprecated
    }

    let origin: Origin
    /// The rule under whose name it was written, which is another one where an old name was overridden.
    let name: String
    let text: String
    /// The check without names of other rules in it.
    let check: PolicyCheck
}
