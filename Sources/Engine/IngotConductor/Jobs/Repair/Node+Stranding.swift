import IngotModel

extension Node {
    /// Moves a node that no run works on to the failure state of where it stands. Only where it shows a step as being
    /// done does it go into maintenance, too: a machine that was never touched harms nobody (peer: ironic's
    /// `cleaning_error_handler` and `servicing_error_handler`, which heed `clean_step` and `service_step`).
    ///
    /// - Throws: ``IllegalTransition`` where it rests already.
    mutating func strand(because error: String, at now: Timestamp) throws(IllegalTransition) {
        let (before, wasInStep) = (provisionState, showsStep)
        let fails = Transition.destination(from: before, on: .fail) != nil
        try apply(fails ? .fail : .abort, target: targetProvisionState, at: now)
        rest()
        instanceInfo[RequestIntake.rescuePassword] = nil
        lastError = error
        if wasInStep { holdForFailure(in: before, error) }
    }
}
