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
    /// The request that waits for room and that the verb would take back.
    var waiting: NodeRequest?
}

extension PlanFacts {
    /// Reads the facts for a question about a node.
    init(
        for kind: NodeRequest.Kind, _ task: NodeTask, _ surroundings: Surroundings, _ transaction: Transaction
    ) throws {
        let node = task.node
        inventory = try transaction.inventories.find(node.id)
        past = try transaction.statistics.past(
            Self.alike(kind), on: MachineKind(of: node), deploying: ImageName.deployed(by: kind.verb, on: node),
            of: task.arguments[NodeRequest.learningProject]?.string, limit: surroundings.settings.estimateRuns)
        active = try transaction.runs.active(node.id)
        waiting = kind == .plan(.abort) ? try transaction.requests.waiting(node.id) : nil
        let now = surroundings.clock.now
        lease = try transaction.leases.find(node.id).flatMap { $0.expiresAt > now ? $0 : nil }
    }

    /// The requests that do the same as the one that is asked about: some verbs have two words.
    private static func alike(_ kind: NodeRequest.Kind) -> [NodeRequest.Kind] {
        switch kind {
        case .plan(let verb): Verb.allCases.filter { $0.event == verb.event }.map(NodeRequest.Kind.provision)
        case .planPower(let target): [.power(target)]
        case .provision, .power, .validate, .call: [kind]
        }
    }
}
