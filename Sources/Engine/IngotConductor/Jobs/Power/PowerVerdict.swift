import IngotModel

/// What to do about what a power interface said (peer: ironic 39.0.0, `do_sync_power_state`).
enum PowerVerdict: Sendable, Hashable {
    /// Nothing differs.
    case agreed
    /// The node takes over what was seen.
    case adopted(PowerState)
    /// The machine is switched back to what the node says.
    case forced(PowerTarget, seen: PowerState)
    /// It may pass.
    case counted(String)
    /// Nothing differs, and what the node's last error tells of its power is over.
    case relieved
    /// It did not pass; the node goes into maintenance with the power state given, nil where that is not known.
    case givenUp(String, PowerState?)

    /// - Parameter failures: how often the node differed or could not be asked before, in a row.
    static func on(
        _ node: Node, _ sighting: PowerSighting, after failures: Int, _ settings: JobSettings
    ) -> PowerVerdict {
        let isLast = failures + 1 >= settings.powerSyncAttempts
        switch sighting {
        case .unknown: return .agreed
        case .state(node.powerState): return PowerRepair.isComplaint(node.lastError) ? .relieved : .agreed
        // Nobody has ever known its power, so that nothing is lost; validation tells what is missing.
        case .unfit where node.powerState == nil: return .agreed
        case .unfit(let problem), .failed(let problem):
            return isLast ? .givenUp(problem, nil) : .counted(problem)
        case .error:
            let problem = "it reports an error"
            return isLast ? .givenUp(problem, .error) : .counted(problem)
        case .state(let seen):
            guard settings.forcesPowerState, let target = wanted(by: node) else { return .adopted(seen) }
            guard isLast else { return .forced(target, seen: seen) }
            return .givenUp("the machine is at '\(seen.rawValue)' although it was told '\(target.rawValue)'", seen)
        }
    }

    /// What brings the machine to where the node says it is; nil where that is not known or not allowed.
    private static func wanted(by node: Node) -> PowerTarget? {
        switch node.powerState {
        case .on: .on
        case .off: node.disablePowerOff ? nil : .off
        case .error, nil: nil
        }
    }
}
