import IngotHardware
import IngotModel

/// The steps of automated cleaning: those that are offered, or those of a runbook.
extension Planner {
    func cleansAutomatically(_ node: Node) -> Bool { node.automatedClean ?? settings.automatedClean }

    func automatedClean(_ task: NodeTask) throws -> [PlannedStep] {
        guard cleansAutomatically(task.node) else { return [] }
        if task.node.inMaintenance, !settings.allowsProvisioningInMaintenance {
            return [
                BuiltInSteps.refused([
                    "the \(task.node.maintenanceWords), and is not to be cleaned then"
                        + " (conductor.provisioning_in_maintenance)"
                ])
            ]
        }
        if let runbook = task.arguments[CleaningRunbook.argument] { return try clean(task, by: runbook) }
        let frame = try frame(of: .clean, for: task)
        let steps = StepOrder.arranged(offered(in: .clean, for: task).map(prioritized), in: .clean)
        return frame.opening + steps + frame.closing
    }

    /// The runbook's steps in its order, or one that fails where there is no runbook for the node, or nothing of it
    /// that may be done: the node would become available with its data.
    private func clean(_ task: NodeTask, by runbook: JSONValue) throws -> [PlannedStep] {
        if let fault = runbook[CleaningRunbook.fault]?.string { return [BuiltInSteps.refused([fault])] }
        let steps = settings.disallowedSteps.allowed(runbook[CleaningRunbook.steps], in: .clean)
        guard steps?.array?.isEmpty == false else {
            return [
                BuiltInSteps.refused([
                    "the runbook by which the node is to be cleaned has no step that clean.disallowed_steps allows"
                ])
            ]
        }
        return try manual(
            .clean, steps, disablesRamdisk: runbook[CleaningRunbook.disablesRamdisk]?.flag ?? false, .clean, task)
    }

    /// The step with the priority that the operator has set for it, where there is one.
    private func prioritized(_ planned: PlannedStep) -> PlannedStep {
        guard let priority = settings.cleanStepPriorities[planned.step.qualifiedName] else { return planned }
        var planned = planned
        planned.step.priority = priority
        planned.priorityOrigin = .settings
        planned.reason += "; the service's settings give it priority \(priority)"
        return planned
    }
}
