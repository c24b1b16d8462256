import IngotContracts
import IngotModel
import IngotStorage

/// Creates, changes and deletes ports; never on a node that a conductor holds.
struct PortWriter: Sendable {
    let services: APIServices

    private var nodes: NodeWriter { NodeWriter(services: services) }

    func create(_ body: [String: JSONValue], _ context: APIContext) async throws -> PortView {
        let draft = try PortDraft(body, now: services.now, version: context.version)
        let now = services.now
        let port = try await nodes.withPatience {
            try await services.store.write { transaction in
                guard let node = try transaction.nodes.resolve(draft.node) else {
                    throw APIError.invalid("No node '\(draft.node)' was found for the port", code: "node_not_found")
                }
                try NodeWriter.checkUnlocked(node.id, transaction, now: now)
                let port = draft.port(on: node.id)
                try transaction.ports.insert(port)
                return port
            }
        }
        return PortView(record: port, links: context.links, version: context.version)
    }

    func update(_ reference: String, _ patch: JSONPatch, _ context: APIContext) async throws -> PortView {
        let now = services.now
        let port = try await nodes.withPatience {
            try await services.store.write { transaction in
                let before = try Self.port(reference, transaction)
                try NodeWriter.checkUnlocked(before.node, transaction, now: now)
                var port = before
                let changed = try PortFields.table.apply(patch, to: &port)
                try PortCheck.values(of: port, changed: changed, version: context.version)
                guard let node = try transaction.nodes.find(port.node) else {
                    throw APIError.invalid("No node '\(port.node)' was found for the port", code: "node_not_found")
                }
                try PortCheck.change(changed, of: port, on: node, version: context.version)
                guard port != before else { return port }
                port.updatedAt = now
                return try transaction.ports.update(port)
            }
        }
        return PortView(record: port, links: context.links, version: context.version)
    }

    func delete(_ id: PortID) async throws {
        let now = services.now
        try await nodes.withPatience {
            try await services.store.write { transaction in
                let port = try Self.port(id.text, transaction)
                try NodeWriter.checkUnlocked(port.node, transaction, now: now)
                let node = try transaction.nodes.find(port.node)
                if port.internalInfo["tenant_vif_port_id"]?.string != nil, node?.inMaintenance == false {
                    throw APIError.conflict(
                        "Port \(id) has a VIF attached; detach it first, or set maintenance", code: "vif_attached")
                }
                try transaction.ports.delete(id)
            }
        }
    }

    /// The port that a caller named by UUID, MAC address or name.
    ///
    /// - Throws: ``APIError`` (404).
    static func port(_ reference: String, _ transaction: Transaction) throws -> Port {
        let port =
            if let id = PortID(reference) {
                try transaction.ports.find(id)
            } else if let address = MACAddress(reference) {
                try transaction.ports.find(address: address)
            } else {
                try transaction.ports.find(name: reference)
            }
        guard let port else { throw APIError.notFound("port", reference) }
        return port
    }
}

/// A new port as a caller wants it, before its node is known.
private struct PortDraft: Sendable {
    let node: String
    private var record: Port

    init(_ body: [String: JSONValue], now: Timestamp, version: Microversion) throws {
        guard body["address"]?.isNull == false else {
            throw APIError.invalid("The field 'address' is missing", code: "field_missing")
        }
        node = try Self.node(body, version)
        // Both stand-ins are replaced: the address by the body's, which must be there; the node by the one found.
        guard let address = MACAddress("00:00:00:00:00:00") else { throw APIError.invalid("No address") }
        record = Port(id: .random(), node: .random(), address: address, createdAt: now)
        var fields = body
        fields["node_uuid"] = nil
        fields["node_ident"] = nil
        try PortFields.table.create(&record, from: fields, version: version)
        try PortCheck.values(of: record, changed: Set(fields.keys), version: version)
    }

    func port(on node: NodeID) -> Port {
        var port = record
        port.node = node
        return port
    }

    /// `node_uuid`, or from 1.94 `node_ident`; one of them, not both.
    private static func node(_ body: [String: JSONValue], _ version: Microversion) throws -> String {
        switch (body["node_uuid"], body["node_ident"]) {
        case (.string(let text)?, nil):
            guard let id = NodeID(text) else {
                throw APIError.invalid("The field 'node_uuid' must be a UUID, not '\(text)'", code: "invalid_uuid")
            }
            return id.text
        case (nil, .string(let text)?):
            guard version.knows(since: 94) else {
                throw APIError.tooNew("The field 'node_ident'", since: 94, for: version)
            }
            return text
        default:
            throw APIError.invalid(
                "A port needs its node: 'node_uuid' or 'node_ident', as a text", code: "field_missing")
        }
    }
}
