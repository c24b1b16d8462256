import IngotModel

@testable import IngotStorage

/// What callers of the API and agents do, as the API would write it.
extension Simulation {
    mutating func enroll(in slot: Int) async throws -> NodeID {
        var node = Node(id: .random(using: &generator), driver: "world", createdAt: clock.now)
        node.provisionState = Self.states[slot]
        node.resourceClass = "metal"
        node.powerState = .off
        node.interfaces = slot == 2 ? LabHardware.fakeInterfaces : LabHardware.worldInterfaces
        // Calls to it change something, so they take leases.
        node.interfaces[.management] = "fake"
        node.instanceInfo = ["image_source": "http://192.0.2.1/image"]
        if node.interfaces[.power] == "world" { lab.world.strip.press(node.id, .off) }
        let added = node
        try await lab.store.write { try $0.nodes.insert(added) }
        return node.id
    }

    /// Now and then two callers ask for something at once.
    mutating func askForVerb() async throws {
        let (slot, id) = anyNode()
        guard let node = try await lab.store.read({ try $0.nodes.find(id) }) else { return }
        for _ in 0...(Int.random(in: 0..<6, using: &generator) == 0 ? 1 : 0) {
            let wish = Wish.random(for: node, using: &generator)
            note("somebody asks for \(wish.kind.text) of node \(slot)")
            try await ask(wish.kind, wish.arguments, of: id)
        }
    }

    mutating func ask(
        _ kind: NodeRequest.Kind, _ arguments: [String: JSONValue] = [:], of node: NodeID
    ) async throws {
        let request = NodeRequest(
            id: .random(using: &generator), node: node, kind: kind, arguments: arguments, requestedAt: clock.now)
        try await lab.store.write { try $0.requests.insert(request) }
        requests.append(request.id)
    }

    mutating func withdraw() async throws {
        guard let id = requests.randomElement(using: &generator) else { return }
        note("somebody withdraws a request")
        _ = try await lab.store.write { try $0.requests.withdraw(id) }
    }

    /// Agents say that they live whenever they like, sometimes twice.
    mutating func sendHeartbeat() async throws {
        let (slot, id) = anyNode()
        for _ in 0...Int.random(in: 0...1, using: &generator) {
            note("the agent of node \(slot) sends a heartbeat")
            let now = clock.now
            try await lab.store.write { transaction in
                var agent = try transaction.agents.find(id) ?? AgentRecord(node: id)
                agent.url = "http://192.0.2.2:9999"
                agent.lastHeartbeat = now
                try transaction.agents.upsert(agent)
                _ = try transaction.runs.wake(id, at: now)
            }
        }
        try await observe([id])
    }

    mutating func change(_ body: @escaping @Sendable (inout Node) -> Void) async throws {
        let (slot, id) = anyNode()
        note("somebody changes node \(slot)")
        let now = clock.now
        try await lab.store.write { transaction in
            guard var node = try transaction.nodes.find(id) else { return }
            body(&node)
            node.updatedAt = now
            try transaction.nodes.update(node)
        }
        try await observe([id])
    }

    /// Runs wait on while their nodes are in maintenance.
    func endMaintenance(of id: NodeID) async throws {
        let now = clock.now
        try await lab.store.write { transaction in
            guard var node = try transaction.nodes.find(id), node.inMaintenance else { return }
            node.toggleMaintenance()
            node.updatedAt = now
            try transaction.nodes.update(node)
        }
    }

    /// A node that is in nobody's hands is deleted, and another one enrolled in its place.
    mutating func deleteNode() async throws {
        let (slot, id) = anyNode()
        let now = clock.now
        let isDeleted = try await lab.store.write { transaction in
            guard let node = try transaction.nodes.find(id) else { return false }
            let isAllowed =
                node.inMaintenance || node.provisionState.allowsDeletion || node.provisionState == .available
            let isHeld = try transaction.leases.find(id).map { $0.expiresAt > now } ?? false
            guard isAllowed, !isHeld else { return false }
            try transaction.nodes.delete(id)
            return true
        }
        guard isDeleted else { return }
        note("node \(slot) is deleted")
        nodes[slot] = try await enroll(in: slot)
        try await observe([nodes[slot]])
    }
}

extension Node {
    /// As the API does it.
    mutating func toggleMaintenance() {
        inMaintenance.toggle()
        guard !inMaintenance else { return }
        maintenanceReason = nil
        fault = nil
    }

    /// As an older version may have left it.
    mutating func leaveRemains() {
        if provisionState.isFailure { cleanStep = ["step": "erase"] }
        if !inMaintenance { fault = "clean failure" }
    }
}
