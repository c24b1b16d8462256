/// Maintenance: somebody, or Ingot itself after a failure, wants no work on the node.
extension Node {
    /// Keeps beside the flag since when it is set, whoever has set it; called whenever a node is written.
    ///
    /// - Parameter begins: whether the flag was not set before. A date that is there all the same is of an earlier
    ///   maintenance, which a process has ended that did not know of dates yet. Where such a one has begun the next,
    ///   too, nobody can tell; all that it costs is that a wait which saw both may last twice as long.
    package mutating func dateMaintenance(at now: Timestamp, begins: Bool = false) {
        if inMaintenance {
            maintenanceSince = begins ? now : maintenanceSince ?? now
        } else {
            (maintenanceSince, maintenanceBy) = (nil, nil)
        }
    }

    /// Ingot itself puts the node into maintenance. Name and reason of whoever began it stay.
    package mutating func enterMaintenance(for fault: Fault, because reason: String) {
        if !inMaintenance { (maintenanceBy, maintenanceReason) = (nil, nil) }
        inMaintenance = true
        maintenanceReason = maintenanceReason ?? reason
        self.fault = fault.rawValue
    }

    /// Whether a run that waits for the machine goes no further until the maintenance ends (peer: ironic's
    /// `_heartbeat_in_maintenance`).
    package var pausesWork: Bool { inMaintenance && provisionState.pausesInMaintenance }

    /// Whether no wait is too long for now (peer: ironic's `_check_deploy_timeouts` and its sisters, which leave nodes
    /// in maintenance out).
    package var pausesDeadline: Bool { inMaintenance && provisionState.isWaiting }

    /// Since when and why, for whoever asks what is waited for. Who has set it is not among it, as that is not for
    /// everybody who may ask.
    package var maintenanceWords: String {
        let since = maintenanceSince.map { " since \($0.iso8601)" } ?? ""
        let cause = maintenanceBy == nil ? fault.map { ", by Ingot after a \($0)" } ?? "" : ""
        return "node is in maintenance\(since)\(cause), reason: \(maintenanceReason ?? "none given")"
    }
}

extension ProvisionState {
    /// Whether only heartbeats and polls move a node on from here, which do so no more in maintenance. What a ramdisk
    /// tells of an inspection is taken in any case.
    package var pausesInMaintenance: Bool { isWaiting && self != .inspectWait }
}

extension Run {
    /// What the run waits for because of its node's maintenance; nil where that does not stop it. Switching the power
    /// is what maintenance is for.
    package func pause(on node: Node) -> String? {
        guard state == .suspended, case .provision = kind, node.pausesWork else { return nil }
        return "waiting: \(node.maintenanceWords)"
    }
}
