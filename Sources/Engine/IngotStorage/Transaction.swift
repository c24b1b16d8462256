import IngotModel

/// The repositories within one transaction; valid only inside the closure that received it.
package struct Transaction {
    let connection: any Connection
    private let intentions: Intentions

    /// What is known within the transaction, and what is to happen when its body is done.
    final class Intentions {
        /// Rings the bell after the commit.
        var ringsBell = false
        /// Written just before the commit.
        let events = EventOutbox()
        /// Measured after the commit.
        let states = StateLog()
        /// Leases that are held for as long as the transaction lasts.
        let proofs = LeaseProofs()
    }

    init(connection: any Connection, intentions: Intentions) {
        self.connection = connection
        self.intentions = intentions
    }

    /// Rings the store's bell once the transaction has committed; on PostgreSQL also those of all other processes.
    package func ringAfterCommit() { intentions.ringsBell = true }
}

/// Nodes and the work on them.
extension Transaction {
    package var nodes: NodeRepository {
        NodeRepository(connection: connection, outbox: intentions.events, log: intentions.states)
    }
    package var agents: AgentRepository { AgentRepository(connection: connection) }
    package var requests: RequestRepository { RequestRepository(connection: connection) }
    package var leases: LeaseRepository { LeaseRepository(connection: connection, proofs: intentions.proofs) }
    package var runs: RunRepository {
        RunRepository(connection: connection, leases: leases, outbox: intentions.events)
    }
    package var journal: JournalRepository {
        JournalRepository(connection: connection, leases: leases, outbox: intentions.events)
    }
    package var statistics: RunStatistics { RunStatistics(connection: connection, journal: journal) }
    package var conductors: ConductorRepository { ConductorRepository(connection: connection) }
    package var jobs: JobRepository { JobRepository(connection: connection) }
    package var events: EventRepository { EventRepository(connection: connection, outbox: intentions.events) }
}

/// What is kept by UUID.
extension Transaction {
    package var ports: PortRepository { entities(.ports) }
    package var portgroups: EntityRepository<Portgroup> { entities(.portgroups) }
    package var chassis: EntityRepository<Chassis> { entities(.chassis) }
    package var allocations: EntityRepository<Allocation> { entities(.allocations) }
    package var deployTemplates: EntityRepository<DeployTemplate> { entities(.deployTemplates) }
    package var runbooks: EntityRepository<Runbook> { entities(.runbooks) }
    package var inspectionRules: EntityRepository<InspectionRule> { entities(.inspectionRules) }
    package var volumeConnectors: EntityRepository<VolumeConnector> { entities(.volumeConnectors) }
    package var volumeTargets: EntityRepository<VolumeTarget> { entities(.volumeTargets) }

    private func entities<Entity: StoredResource>(_ table: Table<Entity>) -> EntityRepository<Entity> {
        EntityRepository(connection: connection, table: table)
    }
}

/// What is known of a node's hardware and past.
extension Transaction {
    package var biosSettings: NodePartRepository<BIOSSetting> {
        NodePartRepository(connection: connection, table: .biosSettings)
    }
    package var firmware: NodePartRepository<FirmwareComponent> {
        NodePartRepository(connection: connection, table: .firmware)
    }
    package var history: HistoryRepository { HistoryRepository(connection: connection) }
    package var inventories: InventoryRepository { InventoryRepository(connection: connection) }
}
