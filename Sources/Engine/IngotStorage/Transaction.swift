/// The repositories within one transaction; valid only inside the closure that received it.
package struct Transaction {
    package let nodes: NodeRepository
    package let ports: PortRepository
    package let agents: AgentRepository
    package let requests: RequestRepository
    package let leases: LeaseRepository
    package let runs: RunRepository
    package let journal: JournalRepository
    package let conductors: ConductorRepository

    private let intentions: Intentions

    /// What is to happen once the transaction has committed.
    final class Intentions {
        var ringsBell = false
    }

    init(connection: any Connection, intentions: Intentions) {
        nodes = NodeRepository(connection: connection)
        ports = PortRepository(connection: connection)
        agents = AgentRepository(connection: connection)
        requests = RequestRepository(connection: connection)
        leases = LeaseRepository(connection: connection)
        runs = RunRepository(connection: connection)
        journal = JournalRepository(connection: connection)
        conductors = ConductorRepository(connection: connection)
        self.intentions = intentions
    }

    /// Rings the store's bell once the transaction has committed; on PostgreSQL also those of all other processes.
    package func ringAfterCommit() { intentions.ringsBell = true }
}
