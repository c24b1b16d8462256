import IngotModel
import Testing

@testable import IngotStorage

/// What a node is led through while the power of its conductor is cut.
struct Journey: Sendable, CustomTestStringConvertible {
    /// One thing that somebody asks for.
    struct Act: Sendable {
        var kind: NodeRequest.Kind
        var arguments: [String: JSONValue] = [:]
        /// The state at which the next thing is asked for, where that is not the end.
        var until: ProvisionState?

        init(_ verb: Verb, _ arguments: [String: JSONValue] = [:], until: ProvisionState? = nil) {
            self.init(.provision(verb), arguments, until: until)
        }

        init(_ kind: NodeRequest.Kind, _ arguments: [String: JSONValue] = [:], until: ProvisionState? = nil) {
            self.kind = kind
            self.arguments = arguments
            self.until = until
        }
    }

    /// Which interfaces the node has.
    enum Hardware: String, Sendable { case world, fake }

    var hardware: Hardware = .world
    var from: ProvisionState
    var acts: [Act]
    var to: ProvisionState
    /// Where a step may say honestly that nobody knows whether it was done.
    var orHonestly: ProvisionState?
    /// The effects that must take place, each once.
    var effects: [String] = []
    /// Whether the machine's jobs end by themselves.
    var jobsEnd = true
    var hasChildren = false
    /// The steps of a deploy template and of a runbook, both of this name.
    var procedure: (name: String, steps: [JSONValue])?
    var change: @Sendable (inout Node) -> Void = { _ in }

    var testDescription: String {
        "\(acts.map(\.kind.text).joined(separator: ", ")) from \(from.rawValue), \(hardware.rawValue)"
    }

    func begin(in engine: any Engine) async throws -> Lab {
        let lab = Lab(in: engine, world: World { jobsEnd ? 2 : .max })
        try await lab.clear()
        try await lab.addNode(in: from) { node in
            node.interfaces = hardware == .fake ? LabHardware.fakeInterfaces : LabHardware.worldInterfaces
            change(&node)
        }
        if hasChildren { for _ in 1...2 { try await addChild(to: lab) } }
        if let procedure { try await add(procedure.name, procedure.steps, to: lab) }
        return lab
    }

    private func addChild(to lab: Lab) async throws {
        var child = Node(id: .random(), driver: "world", createdAt: lab.clock.now)
        child.interfaces = LabHardware.worldInterfaces
        child.parentNode = lab.node.text
        let added = child
        try await lab.store.write { try $0.nodes.insert(added) }
    }

    private func add(_ name: String, _ steps: [JSONValue], to lab: Lab) async throws {
        var template = DeployTemplate(id: .random(), name: name, createdAt: lab.clock.now)
        template.steps = steps
        var runbook = Runbook(id: .random(), name: name, createdAt: lab.clock.now)
        runbook.steps = steps
        let added = (template, runbook)
        try await lab.store.write { transaction in
            try transaction.deployTemplates.insert(added.0)
            try transaction.runbooks.insert(added.1)
        }
    }

    /// Asks for one thing after the other; where a life ends, the next one takes its place.
    ///
    /// - Returns: the life that saw the end.
    @discardableResult
    func play(_ lab: Lab, _ lives: [Life]) async throws -> Life {
        var left = lives[...]
        var life = left.removeFirst()
        for act in acts {
            _ = try await lab.ask(act.kind, act.arguments)
            await settle(life, act)
            while life.mains.isDead, let next = left.popFirst() {
                life = next
                await settle(life, act)
            }
        }
        return life
    }

    private func settle(_ life: Life, _ act: Act) async {
        guard let state = act.until else { return await life.settle() }
        await life.settle(until: state)
    }
}
