import IngotModel

/// Measures how long provision states lasted that nodes have left, whoever moved them.
package struct StateMeter: Sendable {
    private let meters: Meters
    private let budgets: [ProvisionState: Duration]

    /// - Parameter budgets: how long nodes may be in a state, where anything says so.
    package init(_ meters: Meters, budgets: [ProvisionState: Duration] = [:]) {
        self.meters = meters
        self.budgets = budgets
    }

    package static let none = StateMeter(.none)

    package func left(_ state: ProvisionState, after duration: Duration) {
        meters.timer(.stateSeconds, state.rawValue).add(duration)
        guard let budget = budgets[state], duration > budget else { return }
        meters.counter(.overBudget, state.rawValue).increment(by: Int((duration - budget).inSeconds))
    }
}
