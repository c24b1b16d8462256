import IngotHardware
import IngotModel

/// What must be right with a node before a verb is accepted.
extension Planner {
    /// - Throws: ``HardwareProblem`` or ``PlanBlocker`` naming the first thing that is wrong.
    func check(_ route: VerbRoute, _ task: NodeTask) async throws {
        if route.begins == .delete { try checkRemoval(task) }
        guard !route.phases.isEmpty else { return }
        for kind in [InterfaceKind.power, .management] + route.phases.compactMap({ Self.interfaces[$0] }) {
            try await catalog.interface(kind, of: task.node).validate(task)
        }
        if route.phases.contains(.rescue) { try Self.checkRescuePassword(of: task.node) }
        if route.phases.contains(.deploy) {
            try Self.checkTraits(of: task.node)
            try await catalog.deploy(of: task.node).validateDeployment(task)
        }
    }

    /// The interfaces that a phase stands on, besides power and management.
    private static let interfaces: [StepPhase: InterfaceKind] = [
        .inspect: .inspect, .rescue: .rescue, .unrescue: .rescue,
    ]

    private func checkRemoval(_ task: NodeTask) throws {
        let power = try catalog.power(of: task.node)
        try Blockers.refuse(
            .off, by: power, task, purpose: "an instance can only be removed from a machine that can be switched off")
    }

    private static func checkRescuePassword(of node: Node) throws(HardwareProblem) {
        let password = node.instanceInfo[RequestIntake.rescuePassword]?.string ?? ""
        guard password.contains(where: { !$0.isWhitespace }) else {
            throw HardwareProblem(.invalidParameter, "'rescue' needs a rescue_password that is not blank")
        }
    }

    /// An instance may ask only for traits that the node has.
    private static func checkTraits(of node: Node) throws(HardwareProblem) {
        let wanted = node.instanceInfo["traits"]?.array?.compactMap(\.string) ?? []
        let missing = Set(wanted).subtracting(node.traits).sorted()
        guard !missing.isEmpty else { return }
        throw HardwareProblem(
            .invalidParameter,
            "instance_info/traits asks for \(missing.joined(separator: ", ")), which node \(node.id) has not; set the"
                + " node's traits or ask for others")
    }
}
