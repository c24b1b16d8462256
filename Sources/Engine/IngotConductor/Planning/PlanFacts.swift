import IngotHardware
import IngotModel
import IngotStorage

/// What is told of a plan but decides nothing about its steps.
struct PlanFacts: Sendable {
    /// What the last inspection saw.
    var inventory: NodeInventory?
    var past: PastRuns?
    /// The lease under which somebody works on the node now.
    var lease: Lease?
    /// The run that is not over yet.
    var active: Run?
    /// The run that the verb would let go on.
    var held: Run?
    /// The request that waits for room and that the verb would take back.
    var waiting: NodeRequest?
    /// Whether the verb would begin at once, as far as that depends on others.
    var outlook = Turn.Outlook.begins
}

extension PlanFacts {
    /// Reads the facts for a question about a node.
    init(
        for kind: NodeRequest.Kind, _ task: NodeTask, _ surroundings: Surroundings, _ transaction: Transaction
    ) throws {
        let node = task.node
        inventory = try transaction.inventories.find(node.id)
        active = try transaction.runs.active(node.id)
        held = kind == .plan(.unhold) && node.provisionState.isHeld ? active : nil
        let done = held?.kind ?? kind.asked ?? kind
        past = try transaction.statistics.past(
            done.synonyms, on: MachineKind(of: node), deploying: ImageName.deployed(by: done.verb, on: node),
            of: task.arguments[NodeRequest.learningProject]?.string, limit: surroundings.settings.estimateRuns)
        waiting = kind == .plan(.abort) ? try transaction.requests.waiting(node.id) : nil
        outlook = try Self.outlook(kind, node.id, surroundings, transaction)
        let now = surroundings.clock.now
        lease = try transaction.leases.find(node.id).flatMap { $0.expiresAt > now ? $0 : nil }
    }

    /// What ends or resumes a run does not stand in line.
    private static func outlook(
        _ kind: NodeRequest.Kind, _ node: NodeID, _ surroundings: Surroundings, _ transaction: Transaction
    ) throws -> Turn.Outlook {
        guard let asked = kind.asked, asked != .provision(.abort), asked != .provision(.unhold) else { return .begins }
        let request = NodeRequest(node: node, kind: asked, requestedAt: surroundings.clock.now)
        return try Turn(request: request, limits: surroundings.settings.limits, transaction: transaction).outlook()
    }
}
