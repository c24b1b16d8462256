/// What each state allows, one set of states a question (peer: ironic 39.0.0, `ironic/common/states.py`).
extension ProvisionState {
    /// Whether a node may rest here; only such a state can be a target.
    package var isStable: Bool { Self.isStableStates.contains(self) }
    /// Whether a verb has failed and the node waits for the operator.
    package var isFailure: Bool { Self.isFailureStates.contains(self) }
    /// Whether a node may be patched here although a target is set.
    package var allowsUpdate: Bool { Self.allowsUpdateStates.contains(self) }
    /// Whether a node may be deleted here without maintenance.
    package var allowsDeletion: Bool { Self.allowsDeletionStates.contains(self) }
    /// Whether the ramdisk may look its node up here.
    package var allowsLookup: Bool { Self.allowsLookupStates.contains(self) }
    /// As ``allowsLookup``, for a node with fast track.
    package var allowsFastTrackLookup: Bool { Self.allowsFastTrackLookupStates.contains(self) }
    /// Whether a heartbeat is recorded here.
    package var allowsHeartbeat: Bool { Self.allowsHeartbeatStates.contains(self) }
    /// As ``allowsHeartbeat``, for a node with fast track.
    package var allowsFastTrackHeartbeat: Bool { Self.allowsFastTrackHeartbeatStates.contains(self) }
    /// Whether a heartbeat is recorded here but moves nothing.
    package var recordsHeartbeatOnly: Bool { Self.recordsHeartbeatOnlyStates.contains(self) }

    /// Whether something is under way here that a change of boot mode or secure boot would disturb.
    package var isUnstable: Bool { Self.isUnstableStates.contains(self) }

    private static let isStableStates: Set<ProvisionState> = [
        .enroll, .manageable, .available, .active, .rescue, .error,
    ]
    private static let isUnstableStates: Set<ProvisionState> = [
        .verifying, .inspecting, .inspectWait, .cleaning, .cleanWait, .deploying, .deployWait, .servicing, .serviceWait,
        .rescuing, .rescueWait, .unrescuing, .deleting, .adopting,
    ]
    private static let isFailureStates: Set<ProvisionState> = [
        .inspectFailed, .cleanFailed, .deployFailed, .serviceFailed, .rescueFailed, .unrescueFailed, .adoptFailed,
    ]
    private static let allowsUpdateStates: Set<ProvisionState> = [
        .verifying, .inspecting, .inspectWait, .inspectFailed, .cleanFailed, .deployFailed, .serviceHold,
        .serviceFailed, .rescueFailed, .unrescueFailed, .error, .adoptFailed,
    ]
    private static let allowsDeletionStates: Set<ProvisionState> = [.enroll, .manageable, .adoptFailed]
    private static let allowsLookupStates: Set<ProvisionState> = [
        .inspecting, .inspectWait, .cleaning, .cleanWait, .deploying, .deployWait, .serviceWait, .rescuing, .rescueWait,
    ]
    private static let allowsFastTrackLookupStates: Set<ProvisionState> = [
        .enroll, .manageable, .inspecting, .inspectWait, .cleaning, .cleanWait, .available, .deploying, .deployWait,
        .servicing, .serviceWait, .serviceHold, .rescuing, .rescueWait,
    ]
    private static let allowsHeartbeatStates: Set<ProvisionState> = [
        .cleaning, .cleanWait, .cleanHold, .deploying, .deployWait, .deployHold, .servicing, .serviceWait, .serviceHold,
        .rescuing, .rescueWait,
    ]
    private static let allowsFastTrackHeartbeatStates: Set<ProvisionState> = [
        .enroll, .manageable, .cleaning, .cleanWait, .cleanHold, .available, .deploying, .deployWait, .deployHold,
        .servicing, .serviceWait, .serviceHold, .rescuing, .rescueWait,
    ]
    private static let recordsHeartbeatOnlyStates: Set<ProvisionState> = [
        .enroll, .manageable, .cleaning, .cleanHold, .available, .deploying, .deployHold, .servicing, .serviceHold,
        .rescuing,
    ]

    /// The target that a node in this state is on its way to, or nil where it rests.
    package var defaultTarget: ProvisionState? { Self.targets[self] }

    private static let targets: [ProvisionState: ProvisionState] = [
        .verifying: .manageable,
        .inspecting: .manageable,
        .inspectWait: .manageable,
        .inspectFailed: .manageable,
        .cleaning: .available,
        .cleanWait: .available,
        .cleanHold: .available,
        .cleanFailed: .available,
        .deploying: .active,
        .deployWait: .active,
        .deployHold: .active,
        .deployFailed: .active,
        .servicing: .active,
        .serviceWait: .active,
        .serviceHold: .active,
        .serviceFailed: .active,
        .rescuing: .rescue,
        .rescueWait: .rescue,
        .rescueFailed: .rescue,
        .unrescuing: .active,
        .unrescueFailed: .active,
        .deleting: .available,
        .adopting: .active,
        .adoptFailed: .active,
    ]

    /// Whether an agent, a person or a BMC is awaited here; each such state has a deadline.
    package var isWaiting: Bool { Self.waiting.contains(self) }

    private static let waiting: Set<ProvisionState> = [
        .inspectWait, .cleanWait, .deployWait, .serviceWait, .rescueWait,
    ]

    /// Whether the node stands still until somebody asks for `unhold` or `abort`.
    package var isHeld: Bool { self == .cleanHold || self == .deployHold || self == .serviceHold }

    /// Whether a conductor is at work in this state.
    package var isWorking: Bool { Transition.events(from: self).contains(.done) || self == .deleting }
}
