import IngotModel

/// Which of the nodes that nobody works on a periodic job looks at; everything that is left out does not filter.
package struct IdleNodeFilter: Sendable {
    /// What a failure may have left on a node although it no longer is so.
    package enum Remains: Sendable {
        /// A step that is shown as being done.
        case step
        /// A fault without maintenance, or without a reason.
        case fault
    }

    package var hardwareTypes: [String]
    package var group: String
    package var states: [ProvisionState]?
    /// Whether nearly all nodes are in one of the states, so that it is no use to look for them by it.
    package var statesAreUsual = false
    /// Nodes that came to their state before this moment.
    package var unmovedSince: Timestamp?
    package var maintenance: Bool?
    package var fault: String?
    package var powerInterfaces: [String]?
    /// Whether the node waits for a change of its power.
    package var awaitsPower: Bool?
    package var remains: Remains?
    /// The only nodes that come into question.
    package var candidates: [NodeID]?

    package init(hardwareTypes: [String], group: String) {
        self.hardwareTypes = hardwareTypes
        self.group = group
    }
}

extension IdleNodeFilter {
    /// Pages go by identifier, and the indexes over hardware types and groups would only lead away from that.
    var conditions: [SQL] {
        [
            "COALESCE(node.driver, '') IN \(list: hardwareTypes)",
            "COALESCE(node.conductor_group, '') = \(group)",
            inStates,
            unmovedSince.map { "COALESCE(node.provision_updated_at, node.created_at) < \($0)" },
            SQL.equals("maintenance", maintenance),
            SQL.equals("fault", fault),
            SQL.isAmong("power_interface", powerInterfaces),
            awaitsPower.map { $0 ? "node.target_power_state IS NOT NULL" : "node.target_power_state IS NULL" },
            remains.map(Self.condition),
            SQL.isAmong("uuid", candidates),
        ].compactMap { $0 }
    }

    private static func condition(_ remains: Remains) -> SQL {
        switch remains {
        case .step: "(node.clean_step <> '{}' OR node.deploy_step <> '{}' OR node.service_step <> '{}')"
        case .fault: "node.fault IS NOT NULL AND (node.maintenance = 0 OR node.maintenance_reason IS NULL)"
        }
    }

    private var inStates: SQL? {
        states.map { states in
            statesAreUsual
                ? "COALESCE(node.provision_state, '') IN \(list: states)" : "node.provision_state IN \(list: states)"
        }
    }
}
