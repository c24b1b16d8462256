import IngotModel
import IngotStorage

/// How far this host's clock is from the database's, beyond what the way there and back explains.
struct ClockDifference: Sendable, Hashable {
    /// Below zero where this host is behind.
    var ahead = Duration.zero

    /// - Parameters:
    ///   - database: what the database's clock said.
    ///   - asked, answered: what this host's clock said before and after.
    init(database: Timestamp, asked: Timestamp, answered: Timestamp) {
        if asked > database { ahead = asked - database }
        if answered < database { ahead = answered - database }
    }

    init() {}

    /// None where the database has no clock of its own.
    static func between(_ clock: any WallClock, _ transaction: Transaction) throws -> ClockDifference {
        let asked = clock.now
        guard let database = try transaction.databaseTime() else { return ClockDifference() }
        return ClockDifference(database: database, asked: asked, answered: clock.now)
    }

    var size: Duration { max(ahead, .zero - ahead) }

    /// Whether the host may share the others' work. Leases are renewed when a third of them is over; clocks that differ by
    /// less than another third leave time to spare.
    func allowsWork(_ settings: ConductorSettings) -> Bool { size <= settings.leaseDuration / 3 }

    /// What others are told of it.
    func told(_ settings: ConductorSettings) -> ConductorClock {
        ConductorClock(ahead: ahead, isRight: allowsWork(settings))
    }

    /// Whether operators should hear of it.
    var isConspicuous: Bool { size > .seconds(2) }
}
