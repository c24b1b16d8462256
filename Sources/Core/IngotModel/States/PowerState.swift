/// Whether a machine is on, as its power interface last saw it; a node's `power_state` is null where nobody knows.
package enum PowerState: String, Sendable, Hashable, CaseIterable, Codable {
    case on = "power on"
    case off = "power off"
    case error
}

/// What a caller may ask of a machine's power in `PUT …/states/power`.
package enum PowerTarget: String, Sendable, Hashable, CaseIterable, Codable {
    case on = "power on"
    case off = "power off"
    case reboot = "rebooting"
    case softReboot = "soft rebooting"
    case softOff = "soft power off"

    /// The state that the machine is in when the request has been met.
    package var result: PowerState { self == .off || self == .softOff ? .off : .on }

    /// The API version (1.N) from which callers may use the word.
    package var minimumMinor: Int { self == .softReboot || self == .softOff ? 27 : 1 }
}
