/// A physical machine and everything that Ingot knows of it.
///
/// Names and meaning are those of the Bare Metal API's node; see `NodeFields` in `IngotAPI` for how each is shown.
/// What the conductor learned from the agent lives in ``AgentRecord``, as it changes with every heartbeat.
package struct Node: Sendable, Hashable {
    package var id: NodeID
    /// Grows by one with each change; a writer that saw an older revision is refused.
    package var revision: Int64 = 0
    package var createdAt: Timestamp
    package var updatedAt: Timestamp?

    // What the operator asked for.
    package var name: String?
    package var driver: String
    package var interfaces: [InterfaceKind: String] = [:]
    package var driverInfo: [String: JSONValue] = [:]
    package var properties: [String: JSONValue] = [:]
    package var extra: [String: JSONValue] = [:]
    package var networkData: [String: JSONValue] = [:]
    package var resourceClass: String?
    package var conductorGroup = ""
    package var chassisID: String?
    package var parentNode: String?
    package var description: String?
    /// What can be asked of it when it is allocated, in the order of their names, each once.
    package var traits: [String] = []
    package var owner: String?
    package var lessee: String?
    package var shard: String?
    package var automatedClean: Bool?
    package var disablePowerOff = false
    package var isProtected = false
    package var protectedReason: String?
    package var isRetired = false
    package var retiredReason: String?
    package var inMaintenance = false
    package var maintenanceReason: String?
    /// Since when it is in maintenance, and who wanted that; nil where Ingot itself did, for the `fault`.
    package var maintenanceSince: Timestamp?
    package var maintenanceBy: String?
    package var fault: String?
    /// What the hardware says of its own condition, such as `OK` or `Critical`.
    package var health: String?

    // The instance that runs on it.
    package var instanceID: String?
    package var instanceName: String?
    package var instanceInfo: [String: JSONValue] = [:]
    package var allocationID: String?

    // Where it stands.
    package var provisionState: ProvisionState = .enroll
    package var targetProvisionState: ProvisionState?
    package var provisionUpdatedAt: Timestamp?
    package var lastError: String?
    package var powerState: PowerState?
    package var targetPowerState: PowerState?
    package var cleanStep: JSONValue = [:]
    package var deployStep: JSONValue = [:]
    package var serviceStep: JSONValue = [:]
    package var driverInternalInfo: [String: JSONValue] = [:]
    package var raidConfig: [String: JSONValue] = [:]
    package var targetRaidConfig: [String: JSONValue] = [:]
    package var bootMode: String?
    package var secureBoot: Bool?
    package var consoleEnabled = false
    package var inspectionStartedAt: Timestamp?
    package var inspectionFinishedAt: Timestamp?
    /// The conductor that took the node last; until one did, one of those that could.
    package var conductor: String?

    package init(id: NodeID, driver: String, createdAt: Timestamp) {
        self.id = id
        self.driver = driver
        self.createdAt = createdAt
    }
}
