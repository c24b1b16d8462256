import IngotModel

/// What an interface found or wants changed on the node it works for; the conductor alone writes it.
package struct NodeChanges: Sendable {
    package var powerState: PowerState?
    /// Members to set in the node's `driver_internal_info`; null removes one.
    package var internalInfo: [String: JSONValue] = [:]
    package var isConsoleEnabled: Bool?
    package var bootMode: String?
    package var secureBoot: Bool?
    package var targetRAIDConfig: [String: JSONValue]?
    /// Members to set in the node's `properties`.
    package var properties: [String: JSONValue] = [:]
    /// What the hardware says of its own condition.
    package var health: String?
    /// All settings that the firmware has now; others are forgotten.
    package var biosSettings: [BIOSSetting]?
    /// Components of which something new is known.
    package var firmware: [FirmwareComponent] = []
    package var inventory: NodeInventory?
    /// What inspection rules want changed, one after the other.
    package var edits: [NodeEdit] = []

    package init() {}

    /// Changes of `driver_internal_info` alone.
    package init(internalInfo: [String: JSONValue]) { self.internalInfo = internalInfo }
}
