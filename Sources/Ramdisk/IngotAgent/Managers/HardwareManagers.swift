import IngotContracts
import IngotModel

/// The managers that know this machine, the closest first.
package struct HardwareManagers: Sendable {
    package let managers: [any HardwareManager]

    /// Asks all candidates and keeps those that support the machine; equals stay in their order.
    package init(candidates: [any HardwareManager], machine: any Machine) async {
        var rated: [(level: Int, manager: any HardwareManager)] = []
        for manager in candidates {
            let level = await manager.supportLevel(on: machine)
            if level > 0 { rated.append((level, manager)) }
        }
        managers = rated.enumerated()
            .sorted { ($1.element.level, $0.offset) < ($0.element.level, $1.offset) }
            .map(\.element.manager)
    }

    package var versions: [String: String] {
        Dictionary(managers.map { ($0.name, $0.version) }, uniquingKeysWith: { first, _ in first })
    }

    func steps(_ kind: AgentStepKind, node: JSONValue, ports: [JSONValue]) async throws -> AgentStepList {
        var steps: [String: [AgentStep]] = [:]
        for manager in managers { steps[manager.classKey] = try await manager.steps(kind, node: node, ports: ports) }
        return AgentStepList(kind: kind, steps: steps, managerVersions: versions)
    }

    /// Compares with the versions the steps were fetched with; all of them must be the same, none more or less.
    func check(_ seen: JSONValue?) throws(AgentCommandError) {
        guard let seen, !seen.isNull else { return }
        let now = JSONValue.object(versions.mapValues(JSONValue.string))
        guard seen != now else { return }
        throw AgentCommandError(
            .versionMismatch,
            "the steps were fetched from \(seen.serialized()), but the managers are \(now.serialized()); fetch them again"
        )
    }

    func run(_ step: StepContext) async throws -> JSONValue {
        for manager in managers where manager.handles(step.name, step.kind) {
            do {
                return try await manager.run(step)
            } catch let error as AgentCommandError where error.kind == .incompatibleMethod {
                continue
            }
        }
        let known = managers.map(\.name).joined(separator: ", ")
        throw AgentCommandError(
            .managerMethodNotFound,
            "no hardware manager (\(known)) runs the \(step.kind.rawValue) step \"\(step.name)\" on this machine")
    }
}
