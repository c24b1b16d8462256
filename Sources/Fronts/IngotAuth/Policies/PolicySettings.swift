/// What an operator decides about the rules as a whole.
package struct PolicySettings: Sendable, Hashable {
    /// Whether a token must have a scope that the rule names.
    package var enforcesScope = true
    /// Whether the checks from before there were scopes are gone; otherwise either is enough.
    package var enforcesNewDefaults = true
    /// The project whose services may do what administrators of the system may; nil where there is none.
    package var servicesProjectName: String?

    package init() {}
}
