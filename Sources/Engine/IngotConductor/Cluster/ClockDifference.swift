import IngotModel

/// How far this host's clock is from the database's, as far as that is known.
struct ClockDifference: Sendable, Hashable {
    /// Below zero where this host is behind.
    var ahead = Duration.zero

    /// What it is by one more comparison. It moves only as far as that proves it wrong: how long the way there and back
    /// took is no difference, and time does not jump to and fro with it.
    ///
    /// - Parameters:
    ///   - database: what the database's clock said.
    ///   - asked, answered: what this host's clock said before and after.
    func corrected(by database: Timestamp, asked: Timestamp, answered: Timestamp) -> ClockDifference {
        ClockDifference(ahead: min(max(ahead, asked - database), answered - database))
    }

    private var size: Duration { max(ahead, .zero - ahead) }

    /// Whether the host may share the others' work. What conductors write is right by the database's clock whatever the
    /// host's says, but other programs on the host are not.
    func allowsWork(_ settings: ConductorSettings) -> Bool { size <= settings.leaseDuration / 3 }

    /// What others are told of it.
    func told(_ settings: ConductorSettings) -> ConductorClock {
        ConductorClock(ahead: ahead, isRight: allowsWork(settings))
    }

    /// Whether operators should hear of it.
    var isConspicuous: Bool { size > .seconds(2) }
}
