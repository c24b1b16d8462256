import ArgumentParser
import IngotClient

// Who has a machine, and what waits for it: a row of a table each.

struct LeaseShow: NodeCall {
    static let name = "show"
    static let abstract = "Tell who holds it, for what and until when."

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        .record(try await client.nodes.lease(node))
    }
}

struct LeaseBreak: NodeCall {
    static let name = "break"
    static let abstract = "Take it from a conductor that hangs; its work goes on from the journal."

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        try await client.nodes.breakLease(node)
        return .nothing
    }
}

struct QueueShow: NodeCall {
    static let name = "queue"
    static let abstract = "Show what was asked of a machine and has not begun."

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        let columns = [
            Column("Request", "request"), Column("State", "state"), Column("Position", "position"),
            Column("Asked At", "requested_at"), Column("Reason", "reason"),
        ]
        return .list(try await client.nodes.queue(node), columns, identifier: "uuid")
    }
}
