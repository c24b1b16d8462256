import IngotContracts
import IngotHardware
import IngotModel

/// The steps that the node's agent offered when it was last asked, as the node remembers them.
enum OfferedSteps {
    static func known(_ kind: AgentStepKind, of task: NodeTask) -> [PlannedStep] {
        let info = task.node.driverInternalInfo
        guard let lists = info["agent_cached_\(kind.rawValue)_steps"] else { return [] }
        let stored: JSONValue = ["\(kind.rawValue)_steps": lists, "hardware_manager_version": [:]]
        guard let list = try? AgentStepList(kind: kind, stored) else { return [] }
        let when = info["agent_cached_\(kind.rawValue)_steps_refreshed"]?.string ?? "an unknown time"
        return list.merged.compactMap { planned($0, toldAt: when) }
    }

    private static func planned(_ step: AgentStep, toldAt when: String) -> PlannedStep? {
        guard let interface = InterfaceKind(rawValue: step.interface) else { return nil }
        var planned = PlannedStep(
            Step(interface, step.name, priority: step.priority, isAbortable: step.isAbortable ?? false), by: .agent,
            .resumable, because: "the agent offered it with priority \(step.priority) at \(when)")
        planned.origin = .agent
        planned.priorityOrigin = .agent
        return planned
    }
}
