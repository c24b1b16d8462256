import IngotHardware
import IngotModel

extension HardwareCalls {
    private func lights(_ task: NodeTask) async throws -> any SupportsIndicators {
        try await fit(.management, task, as: (any SupportsIndicators).self)
    }

    func indicators(_ task: NodeTask) async throws -> CallAnswer {
        var components: [String: [String: JSONValue]] = [:]
        for light in try await lights(task).indicators(of: task) {
            components[light.component, default: [:]][light.name] = [
                "readonly": .bool(light.isReadOnly), "states": .array(light.states.map { .string($0.rawValue) }),
            ]
        }
        return CallAnswer(.object(components.mapValues(JSONValue.object)))
    }

    func indicatorState(_ task: NodeTask) async throws -> CallAnswer {
        let lights = try await lights(task)
        let state = try await lights.state(of: try await indicator(task, of: lights), task)
        return CallAnswer(["state": .string(state.rawValue)])
    }

    func setIndicator(_ task: NodeTask) async throws -> CallAnswer {
        let lights = try await lights(task)
        let indicator = try await indicator(task, of: lights)
        let state = try task.word("state", of: IndicatorState.self)
        guard !indicator.isReadOnly else {
            throw HardwareProblem(
                .invalidParameter, "the indicator '\(indicator.name)@\(indicator.component)' can only be looked at")
        }
        guard indicator.states.contains(state) else {
            let states = indicator.states.map(\.rawValue).joined(separator: ", ")
            throw HardwareProblem(
                .invalidParameter,
                "the indicator '\(indicator.name)@\(indicator.component)' knows no state '\(state.rawValue)'; it knows:"
                    + " \(states)")
        }
        return CallAnswer(changes: try await lights.set(indicator, to: state, task))
    }

    private func indicator(_ task: NodeTask, of lights: any SupportsIndicators) async throws -> Indicator {
        let component = try task.argument("component", \.string, "the name of a component")
        let name = try task.argument("indicator", \.string, "the name of an indicator")
        let known = try await lights.indicators(of: task)
        guard let found = known.first(where: { $0.component == component && $0.name == name }) else {
            throw HardwareProblem(
                .invalidParameter,
                "node \(task.node.id) has no indicator '\(name)@\(component)'; it has:"
                    + " \(known.map { "\($0.name)@\($0.component)" }.joined(separator: ", "))")
        }
        return found
    }
}
