import IngotModel

extension Table where Entity == AgentRecord {
    static let agents = Table(
        "agent_record", entity: "agent", key: ["node_uuid"],
        columns: [
            Column("node_uuid", \.node),
            Column("token", \.token),
            Column("token_pregenerated", \.tokenIsPregenerated),
            Column("url", \.url),
            Column("version", \.version),
            Column("certificate", \.certificate),
            Column("status", \.status),
            Column("status_message", \.statusMessage),
            Column("last_heartbeat", \.lastHeartbeat),
        ]
    ) { row in
        AgentRecord(node: try row.value("node_uuid", in: "agent_record"))
    }
}
