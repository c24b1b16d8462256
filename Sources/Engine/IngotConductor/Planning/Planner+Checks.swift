import IngotHardware
import IngotModel

/// What must be right with a node before a verb is accepted.
extension Planner {
    /// All that is wrong, in the order in which it is looked for.
    func faults(of route: VerbRoute, _ task: NodeTask) async -> [PlanBlocker] {
        var faults: [PlanBlocker] = []
        for check in checks(of: route, task.node) {
            do {
                try await check(task)
            } catch {
                let fault = Blockers.from(error)
                // Interfaces of several kinds may miss the same thing.
                if !faults.contains(where: { $0.message == fault.message }) { faults.append(fault) }
            }
        }
        return faults
    }

    private typealias Check = @Sendable (NodeTask) async throws -> Void

    private func checks(of route: VerbRoute, _ node: Node) -> [Check] {
        var checks: [Check] = []
        if route.begins == .delete { checks.append(checkRemoval) }
        guard !route.phases.isEmpty else { return checks }
        let catalog = catalog
        for kind in interfaces(of: route, node) {
            checks.append { try await catalog.interface(kind, of: $0.node).validate($0) }
        }
        if route.phases.contains(.rescue) { checks.append(Self.checkRescuePassword) }
        if route.phases.contains(.deploy) {
            checks.append(Self.checkTraits)
            checks.append { try await catalog.deploy(of: $0.node).validateDeployment($0) }
        }
        return checks
    }

    /// The interfaces that a verb stands on: none that nothing is asked of.
    private func interfaces(of route: VerbRoute, _ node: Node) -> [InterfaceKind] {
        switch route.begins {
        case .manage: [.power]
        case .provide where !cleansAutomatically(node): []
        case .delete where stopsNothing(on: node): [.management]
        default: [.power, .management] + route.phases.compactMap { Self.interfaces[$0] }
        }
    }

    /// Whether a removal leaves the node's machine alone.
    private func stopsNothing(on node: Node) -> Bool {
        (try? catalog.power(of: node)).map { InstanceStop.target(on: node, by: $0) == nil } ?? false
    }

    /// The interfaces that a phase stands on, besides power and management.
    private static let interfaces: [StepPhase: InterfaceKind] = [
        .inspect: .inspect, .rescue: .rescue, .unrescue: .rescue,
    ]

    @Sendable private func checkRemoval(_ task: NodeTask) throws {
        let power = try catalog.power(of: task.node)
        guard let target = InstanceStop.target(on: task.node, by: power) else { return }
        if let blocker = Blockers.ofRemoval(target, by: power, task.node) { throw blocker }
    }

    @Sendable private static func checkRescuePassword(of task: NodeTask) throws {
        let password = task.node.instanceInfo[RequestIntake.rescuePassword]?.string ?? ""
        guard password.contains(where: { !$0.isWhitespace }) else {
            throw HardwareProblem(.invalidParameter, "'rescue' needs a rescue_password that is not blank")
        }
    }

    /// An instance may ask only for traits that the node has.
    @Sendable private static func checkTraits(of task: NodeTask) throws {
        let node = task.node
        let wanted = node.instanceInfo["traits"]?.array?.compactMap(\.string) ?? []
        let missing = Set(wanted).subtracting(node.traits).sorted()
        guard !missing.isEmpty else { return }
        throw HardwareProblem(
            .invalidParameter,
            "instance_info/traits asks for \(missing.joined(separator: ", ")), which node \(node.id) has not; set the"
                + " node's traits or ask for others")
    }
}
