import IngotModel

/// Counts by index: none of its queries reads a table, however many nodes there are.
package struct CensusRepository {
    let connection: any Connection

    /// - Parameter budgets: how long nodes may be in a state.
    package func take(at now: Timestamp, budgets: [ProvisionState: Duration]) throws -> Census {
        var census = Census()
        census.states = try states(at: now)
        census.inMaintenance = try count("FROM node WHERE maintenance = 1")
        census.faults = try faults()
        census.lines = try lines()
        census.runs = try runs()
        for (state, budget) in budgets {
            let excess = try overBudget(state, before: now - budget)
            if excess > .zero { census.overBudget[state] = excess }
        }
        return census
    }

    private func states(at now: Timestamp) throws -> [Census.State] {
        let query: SQL = """
            SELECT provision_state, COUNT(*) AS nodes, CAST(SUM(\(now) - COALESCE(provision_updated_at, \(now))) AS BIGINT)
            AS age FROM node GROUP BY provision_state
            """
        return try connection.rows(query).map { row in
            Census.State(
                state: try row.value("provision_state", in: "node"), nodes: try row.value("nodes", in: "node"),
                age: .microseconds(try row.value("age", in: "node", as: Int64.self)))
        }
    }

    private func overBudget(_ state: ProvisionState, before moment: Timestamp) throws -> Duration {
        let query: SQL = """
            SELECT CAST(COALESCE(SUM(\(moment) - provision_updated_at), 0) AS BIGINT) AS excess FROM node
            WHERE provision_state = \(state) AND provision_updated_at < \(moment)
            """
        let excess = try connection.row(query)?.value("excess", in: "node", as: Int64.self) ?? 0
        return .microseconds(excess)
    }

    private func faults() throws -> [String: Int] {
        let rows = try connection.rows(
            "SELECT fault, COUNT(*) AS nodes FROM node WHERE fault IS NOT NULL GROUP BY fault")
        return Dictionary(
            try rows.map { (try $0.value("fault", in: "node"), try $0.value("nodes", in: "node")) },
            uniquingKeysWith: { $1 })
    }

    private func lines() throws -> [Census.Line] {
        try connection.rows(
            """
            SELECT state, COUNT(*) AS requests, MIN(requested_at) AS oldest FROM node_request
            WHERE state IN \(list: NodeRequest.State.unsettled) GROUP BY state
            """
        ).map { row in
            Census.Line(
                state: try row.value("state", in: "node_request"), count: try row.value("requests", in: "node_request"),
                oldest: try row.value("oldest", in: "node_request"))
        }
    }

    private func runs() throws -> [Census.ActiveRuns] {
        try connection.rows(
            """
            SELECT kind, state, COUNT(*) AS runs FROM run WHERE state IN ('running', 'suspended') GROUP BY kind, state
            """
        ).map { row in
            Census.ActiveRuns(
                kind: try row.value("kind", in: "run"), state: try row.value("state", in: "run"),
                count: try row.value("runs", in: "run"))
        }
    }

    private func count(_ source: SQL) throws -> Int {
        try connection.row("SELECT COUNT(*) AS number \(source)")?.value("number", in: "node") ?? 0
    }
}

extension Transaction {
    package var census: CensusRepository { CensusRepository(connection: connection) }
}
