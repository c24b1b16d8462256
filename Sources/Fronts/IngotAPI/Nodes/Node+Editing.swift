import IngotAuth
import IngotModel

extension Node {
    /// The moment of creation in the form of the other moments.
    var optionalCreatedAt: Timestamp? { createdAt }

    /// Keeps who has put the node into maintenance; a new node was not there before.
    mutating func signMaintenance(was before: Node? = nil, by caller: Caller) {
        guard inMaintenance, before?.inMaintenance != true else { return }
        maintenanceBy = caller.userName ?? caller.userID
    }

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
