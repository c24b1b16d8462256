import IngotModel

extension Node {
    /// Moves a node that no run works on to the failure state of where it stands.
    ///
    /// - Throws: ``IllegalTransition`` where it rests already.
    mutating func strand(because error: String, at now: Timestamp) throws(IllegalTransition) {
        let before = provisionState
        let fails = Transition.destination(from: before, on: .fail) != nil
        try apply(fails ? .fail : .abort, target: targetProvisionState, at: now)
        rest()
        instanceInfo[RequestIntake.rescuePassword] = nil
        lastError = error
        holdForFailure(in: before, error)
    }
}
