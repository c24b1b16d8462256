import IngotModel

/// What of a change to a node belongs into the stream of events.
struct NodeChange {
    /// Columns, the event that tells of a change in them, in the order in which the events are sent.
    static let watched: [(kind: Event.Kind, columns: [String])] = [
        (.nodeState, ["provision_state", "target_provision_state"]),
        (.nodePower, ["power_state", "target_power_state"]),
        (.nodeMaintenance, ["maintenance", "fault"]),
        (.nodeInstance, ["instance_uuid"]),
    ]

    let node: Node
    /// The columns whose values differ.
    let columns: Set<String>

    /// One event for each group of columns of which one differs.
    func events(at moment: Timestamp) -> [Event] {
        Self.watched.filter { !columns.isDisjoint(with: $0.columns) }.map { Event($0.kind, of: node, at: moment) }
    }
}

extension Event {
    /// An event of a node as it is now, for its owner and lessee of now.
    init(_ kind: Kind, of node: Node, at moment: Timestamp) {
        var body: [String: JSONValue] = [
            "uuid": .string(node.id.text), "name": JSONValue(node.name), "revision": .integer(node.revision),
        ]
        if kind == .nodeState || kind == .nodeCreated {
            body["provision_state"] = .string(node.provisionState.rawValue)
            body["target_provision_state"] = JSONValue(node.targetProvisionState?.rawValue)
            body["last_error"] = JSONValue(node.lastError)
        }
        if kind == .nodePower || kind == .nodeCreated {
            body["power_state"] = JSONValue(node.powerState?.rawValue)
            body["target_power_state"] = JSONValue(node.targetPowerState?.rawValue)
        }
        if kind == .nodeMaintenance {
            body["maintenance"] = .bool(node.inMaintenance)
            body["maintenance_reason"] = JSONValue(node.maintenanceReason)
            body["fault"] = JSONValue(node.fault)
        }
        if kind == .nodeInstance { body["instance_uuid"] = JSONValue(node.instanceID) }
        self.init(kind, at: moment, node: node.id, owner: node.owner, lessee: node.lessee, body: .object(body))
    }
}
