import IngotModel

extension Table where Entity == NodeRequest {
    static let requests = Table(
        "node_request", entity: "request", key: ["uuid"],
        columns: [
            Column("uuid", \.id),
            Column("node_uuid", \.node),
            Column("kind", \.kind),
            Column("arguments", \.arguments),
            Column("requested_at", \.requestedAt),
            Column("api_request", \.apiRequest),
            Column("state", \.state),
            Column("claimed_by", \.claimedBy),
            Column("reply", \.reply),
        ]
    ) { row in
        NodeRequest(
            id: try row.value("uuid", in: "node_request"), node: try row.value("node_uuid", in: "node_request"),
            kind: try row.value("kind", in: "node_request"),
            requestedAt: try row.value("requested_at", in: "node_request"))
    }
}
