import IngotHardware
import IngotModel

/// Two lights: one that can only be looked at, and one that can be switched.
extension FakeManagement: SupportsIndicators {
    package func indicators(of task: NodeTask) async throws -> [Indicator] { Self.lights }

    package func state(of indicator: Indicator, _ task: NodeTask) async throws -> IndicatorState {
        kept(on: task)[Self.key(indicator)]?.string.flatMap(IndicatorState.init) ?? .on
    }

    package func set(_ indicator: Indicator, to state: IndicatorState, _ task: NodeTask) async throws -> NodeChanges {
        var kept = kept(on: task)
        kept[Self.key(indicator)] = .string(state.rawValue)
        return NodeChanges(internalInfo: [Self.indicatorsKey: .object(kept)])
    }

    private func kept(on task: NodeTask) -> [String: JSONValue] {
        task.node.driverInternalInfo[Self.indicatorsKey]?.object ?? [:]
    }

    private static func key(_ indicator: Indicator) -> String { "\(indicator.name)@\(indicator.component)" }

    private static let indicatorsKey = "fake_indicators"
    private static let lights = [
        Indicator(component: "chassis", name: "led-0", isReadOnly: true, states: [.off, .on]),
        Indicator(component: "system", name: "led", isReadOnly: false, states: [.blinking, .off, .on]),
    ]
}
