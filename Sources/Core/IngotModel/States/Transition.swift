/// What may happen to a node's provision state; verbs of callers become events, and the conductor adds its own.
package enum ProvisionEvent: String, Sendable, Hashable, CaseIterable, Codable {
    case abort
    case adopt
    case clean
    case delete
    case deploy
    case done
    case fail
    case hold
    case inspect
    case manage
    case provide
    case rebuild
    case rescue
    case resume
    case service
    case unhold
    case unrescue
    case wait
}

/// One line of the provision state machine: in `source`, `event` leads to `destination`.
package struct Transition: Sendable, Hashable {
    package let source: ProvisionState
    package let event: ProvisionEvent
    package let destination: ProvisionState

    package init(_ source: ProvisionState, on event: ProvisionEvent, to destination: ProvisionState) {
        self.source = source
        self.event = event
        self.destination = destination
    }
}

extension Transition {
    /// The whole state machine (peer: ironic 39.0.0, `ironic/common/state_machine.py`); documentation, plans, API
    /// checks and tests read it.
    package static let all: [Transition] = [
        .init(.enroll, on: .manage, to: .verifying),
        .init(.verifying, on: .done, to: .manageable),
        .init(.verifying, on: .fail, to: .enroll),
        .init(.manageable, on: .adopt, to: .adopting),
        .init(.manageable, on: .clean, to: .cleaning),
        .init(.manageable, on: .inspect, to: .inspecting),
        .init(.manageable, on: .provide, to: .cleaning),
        .init(.inspecting, on: .done, to: .manageable),
        .init(.inspecting, on: .fail, to: .inspectFailed),
        .init(.inspecting, on: .wait, to: .inspectWait),
        .init(.inspectWait, on: .abort, to: .inspectFailed),
        .init(.inspectWait, on: .done, to: .manageable),
        .init(.inspectWait, on: .fail, to: .inspectFailed),
        .init(.inspectWait, on: .resume, to: .inspecting),
        .init(.inspectFailed, on: .inspect, to: .inspecting),
        .init(.inspectFailed, on: .manage, to: .manageable),
        .init(.cleaning, on: .done, to: .available),
        .init(.cleaning, on: .fail, to: .cleanFailed),
        .init(.cleaning, on: .hold, to: .cleanHold),
        .init(.cleaning, on: .manage, to: .manageable),
        .init(.cleaning, on: .wait, to: .cleanWait),
        .init(.cleanWait, on: .abort, to: .cleanFailed),
        .init(.cleanWait, on: .fail, to: .cleanFailed),
        .init(.cleanWait, on: .hold, to: .cleanHold),
        .init(.cleanWait, on: .resume, to: .cleaning),
        .init(.cleanHold, on: .abort, to: .cleanFailed),
        .init(.cleanHold, on: .unhold, to: .cleanWait),
        .init(.cleanFailed, on: .manage, to: .manageable),
        .init(.available, on: .deploy, to: .deploying),
        .init(.available, on: .manage, to: .manageable),
        .init(.deploying, on: .done, to: .active),
        .init(.deploying, on: .fail, to: .deployFailed),
        .init(.deploying, on: .hold, to: .deployHold),
        .init(.deploying, on: .wait, to: .deployWait),
        .init(.deployWait, on: .abort, to: .deployFailed),
        .init(.deployWait, on: .delete, to: .deleting),
        .init(.deployWait, on: .fail, to: .deployFailed),
        .init(.deployWait, on: .hold, to: .deployHold),
        .init(.deployWait, on: .resume, to: .deploying),
        .init(.deployHold, on: .abort, to: .deployFailed),
        .init(.deployHold, on: .unhold, to: .deployWait),
        .init(.deployFailed, on: .delete, to: .deleting),
        .init(.deployFailed, on: .deploy, to: .deploying),
        .init(.deployFailed, on: .rebuild, to: .deploying),
        .init(.active, on: .delete, to: .deleting),
        .init(.active, on: .rebuild, to: .deploying),
        .init(.active, on: .rescue, to: .rescuing),
        .init(.active, on: .service, to: .servicing),
        .init(.servicing, on: .done, to: .active),
        .init(.servicing, on: .fail, to: .serviceFailed),
        .init(.servicing, on: .hold, to: .serviceHold),
        .init(.servicing, on: .wait, to: .serviceWait),
        .init(.serviceWait, on: .abort, to: .serviceFailed),
        .init(.serviceWait, on: .delete, to: .deleting),
        .init(.serviceWait, on: .fail, to: .serviceFailed),
        .init(.serviceWait, on: .hold, to: .serviceHold),
        .init(.serviceWait, on: .resume, to: .servicing),
        .init(.serviceHold, on: .abort, to: .serviceFailed),
        .init(.serviceHold, on: .fail, to: .serviceFailed),
        .init(.serviceHold, on: .service, to: .servicing),
        .init(.serviceHold, on: .unhold, to: .serviceWait),
        .init(.serviceFailed, on: .abort, to: .active),
        .init(.serviceFailed, on: .delete, to: .deleting),
        .init(.serviceFailed, on: .hold, to: .serviceHold),
        .init(.serviceFailed, on: .rescue, to: .rescuing),
        .init(.serviceFailed, on: .service, to: .servicing),
        .init(.serviceFailed, on: .wait, to: .serviceWait),
        .init(.rescuing, on: .done, to: .rescue),
        .init(.rescuing, on: .fail, to: .rescueFailed),
        .init(.rescuing, on: .wait, to: .rescueWait),
        .init(.rescueWait, on: .abort, to: .rescueFailed),
        .init(.rescueWait, on: .delete, to: .deleting),
        .init(.rescueWait, on: .fail, to: .rescueFailed),
        .init(.rescueWait, on: .resume, to: .rescuing),
        .init(.rescue, on: .delete, to: .deleting),
        .init(.rescue, on: .rescue, to: .rescuing),
        .init(.rescue, on: .unrescue, to: .unrescuing),
        .init(.rescueFailed, on: .delete, to: .deleting),
        .init(.rescueFailed, on: .rescue, to: .rescuing),
        .init(.rescueFailed, on: .unrescue, to: .unrescuing),
        .init(.unrescuing, on: .done, to: .active),
        .init(.unrescuing, on: .fail, to: .unrescueFailed),
        .init(.unrescueFailed, on: .delete, to: .deleting),
        .init(.unrescueFailed, on: .rescue, to: .rescuing),
        .init(.unrescueFailed, on: .unrescue, to: .unrescuing),
        .init(.deleting, on: .clean, to: .cleaning),
        .init(.deleting, on: .fail, to: .error),
        .init(.error, on: .delete, to: .deleting),
        .init(.error, on: .rebuild, to: .deploying),
        .init(.adopting, on: .done, to: .active),
        .init(.adopting, on: .fail, to: .adoptFailed),
        .init(.adoptFailed, on: .adopt, to: .adopting),
        .init(.adoptFailed, on: .manage, to: .manageable),
    ]

    private static let index: [ProvisionState: [ProvisionEvent: ProvisionState]] =
        Dictionary(grouping: all, by: \.source).mapValues { lines in
            Dictionary(uniqueKeysWithValues: lines.map { ($0.event, $0.destination) })
        }

    /// The state that `event` leads to from `state`, or nil where the event is not allowed.
    package static func destination(from state: ProvisionState, on event: ProvisionEvent) -> ProvisionState? {
        index[state]?[event]
    }

    /// Where an abort leads in the end, or nil where there is nothing to abort. A service that is aborted leaves the
    /// instance as it is, so that the node goes on from the failure to `active`.
    package static func end(ofAbortIn state: ProvisionState) -> ProvisionState? {
        destination(from: state, on: .abort).map { destination(from: $0, on: .abort) ?? $0 }
    }

    /// The events that `state` answers.
    package static func events(from state: ProvisionState) -> Set<ProvisionEvent> {
        Set(index[state]?.keys.map { $0 } ?? [])
    }
}
