/// A conductor as the database knows it.
package struct ConductorRecord: Sendable, Hashable {
    package var hostname: String
    package var group: String
    /// Tells two lives of one conductor apart.
    package var incarnation: String
    package var startedAt: Timestamp
    package var lastSeen: Timestamp
    package var isOnline: Bool
    /// Takes nothing new, because an operator wants it gone.
    package var isDraining = false
    /// Whether its next life is to take nothing new either.
    package var staysDrained = false
    package var clock = ConductorClock()
    package var drivers: [String]

    package init(
        hostname: String, group: String, incarnation: String, startedAt: Timestamp, lastSeen: Timestamp,
        isOnline: Bool = true, drivers: [String] = []
    ) {
        self.hostname = hostname
        self.group = group
        self.incarnation = incarnation
        self.startedAt = startedAt
        self.lastSeen = lastSeen
        self.isOnline = isOnline
        self.drivers = drivers
    }

    /// Whether it is on the ring, as long as it lives.
    package var takesWork: Bool { !isDraining && clock.isRight }
}

/// What a conductor offers for one hardware type and one kind of interface.
///
/// Written by each conductor when it starts, so that the API can check and default a node's interfaces without knowing
/// any driver.
package struct OfferedInterface: Sendable, Hashable {
    package var hardwareType: String
    package var kind: InterfaceKind
    package var implementation: String
    package var isDefault: Bool

    package init(hardwareType: String, kind: InterfaceKind, implementation: String, isDefault: Bool) {
        self.hardwareType = hardwareType
        self.kind = kind
        self.implementation = implementation
        self.isDefault = isDefault
    }
}
