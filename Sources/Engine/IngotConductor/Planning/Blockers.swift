import IngotHardware
import IngotModel

/// What stands in the way of a verb, as the status codes of the Bare Metal API have it.
enum Blockers {
    static func ofTransition(_ verb: Verb, _ task: NodeTask, _ settings: ConductorSettings) -> [PlanBlocker] {
        let node = task.node
        var blockers: [PlanBlocker] = []
        if Transition.destination(from: node.provisionState, on: verb.event) == nil {
            blockers.append(
                PlanBlocker(
                    code: "invalid_state",
                    message: "node \(node.id) cannot take the verb '\(verb.rawValue)' now:"
                        + " \(IllegalTransition(event: verb.event, state: node.provisionState))"))
        }
        let isRefused =
            refusedInMaintenance.contains(verb) || verb == .provide && !settings.allowsProvisioningInMaintenance
        if node.inMaintenance, isRefused {
            blockers.append(
                PlanBlocker(
                    code: "node_in_maintenance",
                    "node \(node.id) is in maintenance (\(node.maintenanceReason ?? "no reason given"))",
                    remedy: "end the maintenance first"))
        }
        if node.isProtected, [.deleted, .undeploy, .rebuild].contains(verb) {
            blockers.append(
                PlanBlocker(
                    code: "node_protected", status: 403,
                    "node \(node.id) is protected (\(node.protectedReason ?? "no reason given"))",
                    remedy: "unset its protected field first"))
        }
        if node.isRetired, verb == .provide {
            blockers.append(
                PlanBlocker(
                    code: "node_retired",
                    "node \(node.id) is retired (\(node.retiredReason ?? "no reason given")) and cannot be provided",
                    remedy: "unset its retired field first"))
        }
        return blockers
    }

    private static let refusedInMaintenance: Set<Verb> = [
        .active, .deploy, .rebuild, .clean, .rescue, .unrescue, .service,
    ]

    /// An abort that the state allows and the node does not.
    static func ofAbort(_ node: Node, _ catalog: HardwareCatalog) -> PlanBlocker? {
        if node.provisionState == .inspectWait,
            let inspect = try? catalog.interface(.inspect, of: node, as: (any InspectInterface).self),
            !inspect.canBeAborted
        {
            return PlanBlocker(
                code: "unsupported",
                "the inspect interface '\(node.interfaces[.inspect] ?? "none")' of node \(node.id) does not support abort",
                remedy: "wait for the inspection's end")
        }
        guard node.provisionState == .serviceFailed, node.inMaintenance else { return nil }
        return PlanBlocker(
            code: "node_in_maintenance", status: 409,
            "node \(node.id) is in maintenance (\(node.maintenanceReason ?? "no reason given"))",
            remedy: "end the maintenance first, then abort its failed service")
    }

    /// A node does one thing at a time.
    static func busy(with run: Run, on node: Node) -> PlanBlocker {
        // An abort is for verbs that wait.
        let canBeAborted = run.kind.verb != nil && Transition.end(ofAbortIn: node.provisionState) != nil
        let step = run.plan.steps.at(run.position)?.step.qualifiedName ?? "its end"
        return PlanBlocker(
            code: "node_busy", status: 409,
            "node \(run.node) is busy with '\(run.plan.verb)' since \(run.startedAt.iso8601), now at \(step)",
            remedy: canBeAborted ? "wait for it or ask for 'abort'" : "wait for it")
    }

    /// As ``busy(with:on:)``, with a run that only a newer version understands.
    static func busyUnreadably(_ node: NodeID) -> PlanBlocker {
        PlanBlocker(
            code: "node_busy", status: 409,
            "node \(node) is busy with a run that cannot be read here, as a newer version may have written it",
            remedy: "wait for a conductor of that version to end it")
    }

    static func locked(_ node: NodeID, by lease: Lease?) -> PlanBlocker {
        var blocker = PlanBlocker(
            code: "node_locked", status: 409,
            message: lease?.explanation ?? "node \(node) was held until this moment; try again")
        blocker.remedy = "wait until it is free"
        return blocker
    }

    /// What stands in the way of a change of power that somebody asks for.
    static func ofPower(_ target: PowerTarget, by power: any PowerInterface, _ node: Node) -> [PlanBlocker] {
        var blockers: [PlanBlocker] = []
        if target.result == .off, node.disablePowerOff {
            blockers.append(
                PlanBlocker(
                    code: "power_off_disabled", status: 409,
                    "node \(node.id) has disable_power_off set, so '\(target.rawValue)' is refused",
                    remedy: "unset disable_power_off first"))
        }
        if [.cleaning, .cleanWait].contains(node.provisionState) {
            blockers.append(
                PlanBlocker(
                    code: "invalid_state",
                    "node \(node.id) is in provision state '\(node.provisionState.rawValue)'",
                    remedy: "its power cannot be changed until cleaning is over"))
        }
        guard let problem = shortcoming(of: power, target, node) else { return blockers }
        let remedy = "ask for one of those, or give the node a power interface that can"
        return blockers + [PlanBlocker(code: unsupported, problem, remedy: remedy)]
    }

    /// What stands in the way of stopping an instance so.
    static func ofRemoval(_ target: PowerTarget, by power: any PowerInterface, _ node: Node) -> PlanBlocker? {
        guard let problem = shortcoming(of: power, target, node) else { return nil }
        return PlanBlocker(
            code: unsupported,
            "an instance can only be removed from a machine that can be switched off; \(problem)",
            remedy: "set the node's disable_power_off, so that its machine is left on")
    }

    private static let unsupported = "power_target_unsupported"

    private static func shortcoming(
        of power: any PowerInterface, _ target: PowerTarget, _ node: Node
    ) -> String? {
        guard !power.supportedTargets.contains(target) else { return nil }
        let supported = power.supportedTargets.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
        return "the power interface '\(power.name)' of node \(node.id) cannot do '\(target.rawValue)':"
            + " without BMC credentials it supports only \(supported)"
    }

    static func from(_ error: any Error) -> PlanBlocker {
        switch error {
        case let blocker as PlanBlocker: return blocker
        case let problem as HardwareProblem:
            var blocker = PlanBlocker(code: problem.code.rawValue, message: problem.message)
            blocker.remedy = remedies[problem.code]
            return blocker
        default: return PlanBlocker(code: "failed", status: 500, message: "\(error)")
        }
    }

    private static let remedies: [HardwareProblem.Code: String] = [
        .invalidParameter: "correct what came with the verb or the node's fields, then ask again",
        .unsupported: "choose another interface for the node, or do without",
        .failed: "see to the other side, then ask again",
    ]
}
