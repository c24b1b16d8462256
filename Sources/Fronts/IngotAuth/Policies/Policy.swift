/// The rules that say who may do what.
package struct Policy: Sendable {
    package init() {}

    /// Whether the caller may do what a rule guards; callers of `noauth` and `http_basic` may do everything.
    package func allows(_ rule: String, _ caller: Caller, _ target: PolicyTarget = [:]) -> Bool {
        caller.strategy != .keystone
    }

    /// Whether the rule itself holds, whatever the strategy: for rules that guard secrets.
    package func holds(_ rule: String, _ caller: Caller, _ target: PolicyTarget = [:]) -> Bool { false }
}
