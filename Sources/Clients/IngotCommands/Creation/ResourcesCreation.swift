import ArgumentParser
import IngotClient
import IngotModel

/// Creates what a file describes, one thing after the other but for nodes, and gathers what was made and what refused.
struct ResourcesCreation: Sendable {
    let client: IngotClient
    /// What was made, with its `kind`, `uuid` and `name`.
    private(set) var made: [Resource] = []
    private var failures: Failures
    private var total = 0

    init(client: IngotClient, console: Console) {
        self.client = client
        failures = Failures(console: console, things: "things")
    }

    mutating func create(_ file: ResourcesFile) async throws {
        for chassis in file.chassis {
            guard let uuid = try await add("chassis", chassis.body, by: client.chassis.create) else { continue }
            try await create(chassis.nodes.map { $0.within(chassis: uuid) })
        }
        try await create(file.nodes)
    }

    /// - Throws: `ExitCode` where anything was refused.
    func end() throws { try failures.end(of: total) }

    /// Nodes with their ports by one call, where the service knows such; what is more follows.
    private mutating func create(_ nodes: [DescribedNode]) async throws {
        guard !nodes.isEmpty else { return }
        let outcomes: [BulkCreation]
        do {
            outcomes = try await client.nodes.create(nodes.map(\.withPorts))
        } catch let error as ClientError where error.status == 404 {
            for node in nodes {
                guard let uuid = try await add("node", node.body, by: { [client] in try await client.nodes.create($0) })
                else { continue }
                for port in node.ports { _ = try await add("port", port.within(node: uuid), by: client.ports.create) }
                try await complete(node, uuid)
            }
            return
        }
        for (node, outcome) in zip(nodes, outcomes) {
            guard let uuid = note("node", node.body.name, outcome.uuid, outcome.refusal) else { continue }
            for port in outcome.ports { _ = note("port", nil, port, nil) }
            try await complete(node, uuid)
        }
    }

    private mutating func complete(_ node: DescribedNode, _ uuid: String) async throws {
        for group in node.portgroups {
            guard let id = try await add("port group", group.body.within(node: uuid), by: client.portgroups.create)
            else {
                continue
            }
            for port in group.ports {
                _ = try await add("port", port.within(node: uuid, portgroup: id), by: client.ports.create)
            }
        }
        guard !node.traits.isEmpty else { return }
        do {
            try await client.traits(ofNode: uuid).replace(with: node.traits)
        } catch let refusal as ClientError where !refusal.endsAll {
            _ = note("traits", nil, nil, refusal)
        }
    }

    private mutating func add(
        _ kind: String, _ body: Resource, by create: (Resource) async throws -> Resource
    ) async throws -> String? {
        do {
            return note(kind, body.name, try await create(body).uuid, nil)
        } catch let refusal as ClientError where !refusal.endsAll {
            return note(kind, body.name, nil, refusal)
        }
    }

    private mutating func note(_ kind: String, _ name: String?, _ uuid: String?, _ refusal: ClientError?) -> String? {
        total += 1
        if let refusal { failures.tell(refusal) }
        guard let uuid, refusal == nil else { return nil }
        made.append(Resource(["kind": .string(kind), "uuid": .string(uuid), "name": JSONValue(name)]))
        return uuid
    }
}

extension DescribedNode {
    /// As the call for many nodes takes it.
    fileprivate var withPorts: Resource {
        guard !ports.isEmpty else { return body }
        return body.adding(["ports": JSONValue(ports.map(\.json))])
    }

    fileprivate func within(chassis: String) -> DescribedNode {
        var node = self
        node.body = body.adding(["chassis_uuid": .string(chassis)])
        return node
    }
}

extension Resource {
    fileprivate func adding(_ members: [String: JSONValue]) -> Resource {
        Resource(JSONValue((json.object ?? [:]).merging(members) { $1 }))
    }

    /// What belongs to a node that was just made.
    fileprivate func within(node: String, portgroup: String? = nil) -> Resource {
        var members: [String: JSONValue] = ["node_uuid": .string(node)]
        members["portgroup_uuid"] = portgroup.map(JSONValue.string)
        return adding(members)
    }
}

extension ClientError {
    /// Whether every call that follows would end the same way.
    fileprivate var endsAll: Bool { isPassing || status == 401 }
}
