import IngotHardware
import IngotModel

/// How a verb goes through the state machine: what begins it, the phases it passes and what ends it.
struct VerbRoute: Sendable {
    var begins: ProvisionEvent
    var phases: [StepPhase] = []
    /// The event that ends the run; nil where `begins` alone leads to rest.
    var ends: ProvisionEvent?
    /// The resting state that the run is on its way to.
    var target: ProvisionState
    /// The state in which the run waits for others; its deadline is that of the run.
    var waits: ProvisionState?
    /// Whether the verb is accepted whatever is known to be wrong with the node: to find that out is what it is for, and
    /// callers look for the failure on the node (peer: ironic's `do_node_verify`).
    var isTrial = false
}

extension VerbRoute {
    /// The route of `verb` from `state`, or nil for the verbs that only change what another one has begun.
    static func of(_ verb: Verb, from state: ProvisionState) -> VerbRoute? {
        if verb == .manage, state != .enroll { return VerbRoute(begins: .manage, target: .manageable) }
        return table[verb]
    }

    private static let table: [Verb: VerbRoute] = [
        .manage: VerbRoute(begins: .manage, phases: [.verify], ends: .done, target: .manageable, isTrial: true),
        .inspect: VerbRoute(
            begins: .inspect, phases: [.inspect], ends: .done, target: .manageable, waits: .inspectWait),
        .provide: VerbRoute(begins: .provide, phases: [.clean], ends: .done, target: .available, waits: .cleanWait),
        .clean: VerbRoute(begins: .clean, phases: [.clean], ends: .manage, target: .manageable, waits: .cleanWait),
        .active: VerbRoute(begins: .deploy, phases: [.deploy], ends: .done, target: .active, waits: .deployWait),
        .deploy: VerbRoute(begins: .deploy, phases: [.deploy], ends: .done, target: .active, waits: .deployWait),
        .rebuild: VerbRoute(begins: .rebuild, phases: [.deploy], ends: .done, target: .active, waits: .deployWait),
        .service: VerbRoute(begins: .service, phases: [.service], ends: .done, target: .active, waits: .serviceWait),
        .rescue: VerbRoute(begins: .rescue, phases: [.rescue], ends: .done, target: .rescue, waits: .rescueWait),
        .unrescue: VerbRoute(begins: .unrescue, phases: [.unrescue], ends: .done, target: .active),
        .deleted: VerbRoute(
            begins: .delete, phases: [.undeploy, .clean], ends: .done, target: .available, waits: .cleanWait),
        .undeploy: VerbRoute(
            begins: .delete, phases: [.undeploy, .clean], ends: .done, target: .available, waits: .cleanWait),
        // The machine was verified when it became manageable, and its instance is not touched.
        .adopt: VerbRoute(begins: .adopt, ends: .done, target: .active),
    ]

    /// The route for a node: a retired one is never offered again, but goes back to its operators.
    func suited(to node: Node) -> VerbRoute {
        guard node.isRetired, target == .available else { return self }
        var route = self
        route.ends = .manage
        route.target = .manageable
        return route
    }
}
