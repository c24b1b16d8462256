/// The thirteen parts of a driver; a node names one implementation for each.
package enum InterfaceKind: String, Sendable, Hashable, CaseIterable, Codable {
    case bios, boot, console, deploy, firmware, inspect, management, network, power, raid, rescue, storage, vendor

    /// The node field that names the implementation, such as `power_interface`.
    package var field: String { "\(rawValue)_interface" }
}
