import IngotModel

/// A management interface that reaches the machine's lights.
package protocol SupportsIndicators: ManagementInterface {
    func indicators(of task: NodeTask) async throws -> [Indicator]

    func state(of indicator: Indicator, _ task: NodeTask) async throws -> IndicatorState

    /// - Throws: ``HardwareProblem`` where the machine refuses; what cannot be changed was refused before.
    func set(_ indicator: Indicator, to state: IndicatorState, _ task: NodeTask) async throws -> NodeChanges
}

/// A light on a machine.
package struct Indicator: Sendable, Hashable {
    /// The part that the light belongs to: `chassis`, `disk`, `nic`, `power` or `system`.
    package var component: String
    package var name: String
    package var isReadOnly: Bool
    package var states: [IndicatorState]

    package init(component: String, name: String, isReadOnly: Bool, states: [IndicatorState]) {
        self.component = component
        self.name = name
        self.isReadOnly = isReadOnly
        self.states = states
    }
}

package enum IndicatorState: String, Sendable, Hashable, CaseIterable {
    case blinking, off, on, unknown
}
