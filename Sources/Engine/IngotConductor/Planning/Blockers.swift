import IngotHardware
import IngotModel

/// What stands in the way of a verb, as the status codes of the Bare Metal API have it.
enum Blockers {
    static func ofTransition(_ verb: Verb, _ task: NodeTask) -> [PlanBlocker] {
        let node = task.node
        var blockers: [PlanBlocker] = []
        if Transition.destination(from: node.provisionState, on: verb.event) == nil {
            blockers.append(
                PlanBlocker(
                    code: "invalid_state",
                    message: "node \(node.id) cannot take the verb '\(verb.rawValue)' now:"
                        + " \(IllegalTransition(event: verb.event, state: node.provisionState))"))
        }
        if node.inMaintenance, refusedInMaintenance.contains(verb) {
            blockers.append(
                PlanBlocker(
                    code: "node_in_maintenance",
                    message: "node \(node.id) is in maintenance (\(node.maintenanceReason ?? "no reason given"));"
                        + " end the maintenance first"))
        }
        if node.isProtected, [.deleted, .undeploy, .rebuild].contains(verb) {
            blockers.append(
                PlanBlocker(
                    code: "node_protected", status: 403,
                    message: "node \(node.id) is protected (\(node.protectedReason ?? "no reason given"));"
                        + " unset its protected field first"))
        }
        if node.isRetired, verb == .provide {
            blockers.append(
                PlanBlocker(
                    code: "node_retired",
                    message:
                        "node \(node.id) is retired (\(node.retiredReason ?? "no reason given")) and cannot be provided"
                ))
        }
        return blockers
    }

    private static let refusedInMaintenance: Set<Verb> = [
        .active, .deploy, .rebuild, .provide, .clean, .rescue, .unrescue, .service,
    ]

    /// - Throws: ``PlanBlocker`` where the power interface cannot do what is asked.
    static func refuse(
        _ target: PowerTarget, by power: any PowerInterface, _ task: NodeTask, purpose: String? = nil
    ) throws(PlanBlocker) {
        if target.result == .off, task.node.disablePowerOff, purpose == nil {
            throw PlanBlocker(
                code: "power_off_disabled", status: 409,
                message: "node \(task.node.id) has disable_power_off set, so '\(target.rawValue)' is refused")
        }
        if purpose == nil, [.cleaning, .cleanWait].contains(task.node.provisionState) {
            throw PlanBlocker(
                code: "invalid_state",
                message: "node \(task.node.id) is in provision state '\(task.node.provisionState.rawValue)';"
                    + " its power cannot be changed until cleaning is over")
        }
        guard !power.supportedTargets.contains(target) else { return }
        let supported = power.supportedTargets.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
        throw PlanBlocker(
            code: "power_target_unsupported",
            message:
                "\(purpose.map { $0 + "; " } ?? "")the power interface '\(power.name)' of node \(task.node.id) cannot do"
                + " '\(target.rawValue)': without BMC credentials it supports only \(supported)")
    }

    static func from(_ error: any Error) -> PlanBlocker {
        switch error {
        case let blocker as PlanBlocker: blocker
        case let problem as HardwareProblem: PlanBlocker(code: problem.code.rawValue, message: problem.message)
        default: PlanBlocker(code: "failed", status: 500, message: "\(error)")
        }
    }
}
