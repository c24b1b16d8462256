import IngotHardware
import IngotModel

/// How a verb goes through the state machine: what begins it, the phases it passes and what ends it.
struct VerbRoute: Sendable {
    var begins: ProvisionEvent
    var phases: [StepPhase]
    /// The event that ends the run; nil where `begins` alone leads to rest.
    var ends: ProvisionEvent?
    /// The resting state that the run is on its way to.
    var target: ProvisionState
}

extension VerbRoute {
    /// The route of `verb` from `state`, or nil where this build has no procedure for it.
    static func of(_ verb: Verb, from state: ProvisionState) -> VerbRoute? {
        switch verb {
        case .manage where state == .enroll:
            VerbRoute(begins: .manage, phases: [.verify], ends: .done, target: .manageable)
        case .manage: VerbRoute(begins: .manage, phases: [], ends: nil, target: .manageable)
        case .provide: VerbRoute(begins: .provide, phases: [.clean], ends: .done, target: .available)
        case .clean: VerbRoute(begins: .clean, phases: [.clean], ends: .manage, target: .manageable)
        case .active, .deploy: VerbRoute(begins: .deploy, phases: [.deploy], ends: .done, target: .active)
        case .rebuild: VerbRoute(begins: .rebuild, phases: [.deploy], ends: .done, target: .active)
        case .deleted, .undeploy:
            VerbRoute(begins: .delete, phases: [.undeploy, .clean], ends: .done, target: .available)
        case .adopt: VerbRoute(begins: .adopt, phases: [.verify], ends: .done, target: .active)
        case .inspect, .abort, .rescue, .unrescue, .unhold, .service: nil
        }
    }
}
