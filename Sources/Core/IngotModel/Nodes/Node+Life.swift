/// A verb or an event that the node's state does not allow.
package struct IllegalTransition: Error, Hashable, CustomStringConvertible {
    package var event: ProvisionEvent
    package var state: ProvisionState

    package init(event: ProvisionEvent, state: ProvisionState) {
        self.event = event
        self.state = state
    }

    package var description: String {
        let allowed = Transition.events(from: state).map(\.rawValue).sorted().joined(separator: ", ")
        return "the event '\(event.rawValue)' is not possible in provision state '\(state.rawValue)'"
            + " (possible: \(allowed.isEmpty ? "none" : allowed))"
    }
}

extension Node {
    /// Moves the node along the state machine and sets its target.
    ///
    /// The target is `target` where one is given (manual cleaning ends in `manageable`), else that of the new state; it
    /// is cleared where the node comes to rest. Peer: ironic's `states.machine` and `TaskManager.process_event`.
    ///
    /// - Throws: ``IllegalTransition``.
    package mutating func apply(_ event: ProvisionEvent, target: ProvisionState? = nil, at now: Timestamp)
        throws(IllegalTransition)
    {
        guard let destination = Transition.destination(from: provisionState, on: event) else {
            throw IllegalTransition(event: event, state: provisionState)
        }
        let keptTarget = Self.interrupts(provisionState, destination) ? targetProvisionState : nil
        noteInspection(from: provisionState, to: destination, at: now)
        provisionState = destination
        targetProvisionState = destination.isStable ? nil : target ?? keptTarget ?? destination.defaultTarget
        provisionUpdatedAt = now
    }

    /// Whether one of the states only interrupts what the other belongs to, so that the target stays.
    private static func interrupts(_ first: ProvisionState, _ second: ProvisionState) -> Bool {
        first.isWaiting || second.isWaiting || first.isHeld || second.isHeld
    }

    /// When the inspection under way began, and when the last good one ended.
    private mutating func noteInspection(from: ProvisionState, to: ProvisionState, at now: Timestamp) {
        let isInspected = from == .inspecting || from == .inspectWait
        switch to {
        case .inspecting where !isInspected: (inspectionStartedAt, inspectionFinishedAt) = (now, nil)
        case .manageable where isInspected: (inspectionStartedAt, inspectionFinishedAt) = (nil, now)
        case .inspectFailed where isInspected: inspectionStartedAt = nil
        default: break
        }
    }

    /// Whether the ramdisk may stay up between operations: `driver_info.fast_track`, else the conductor's default.
    package func usesFastTrack(default fallback: Bool) -> Bool {
        driverInfo["fast_track"]?.flag ?? fallback
    }
}

extension JSONValue {
    /// A boolean as operators write it: a JSON boolean, or one of the usual words.
    package var flag: Bool? {
        switch self {
        case .bool(let value): value
        case .integer(1): true
        case .integer(0): false
        case .string(let text):
            switch text.lowercased() {
            case "true", "yes", "on", "1", "t", "y": true
            case "false", "no", "off", "0", "f", "n": false
            default: nil
            }
        default: nil
        }
    }
}
