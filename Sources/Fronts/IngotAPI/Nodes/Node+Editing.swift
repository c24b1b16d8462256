import IngotModel

extension Node {
    /// The moment of creation in the form of the other moments.
    var optionalCreatedAt: Timestamp? { createdAt }

    /// Leaving maintenance forgets why the node was in it.
    mutating func setMaintenance(_ isOn: Bool, reason: String? = nil) {
        inMaintenance = isOn
        if isOn {
            maintenanceReason = reason ?? maintenanceReason
        } else {
            maintenanceReason = nil
            fault = nil
        }
    }
}
