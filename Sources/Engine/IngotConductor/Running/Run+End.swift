import IngotModel

/// What ending changes on a run.
extension Run {
    /// The run is over, whatever it waited for; the caller writes it.
    ///
    /// - Parameter reason: why it did not come to where it was meant to.
    mutating func close(_ state: State, because reason: String? = nil, at now: Timestamp) {
        self.state = state
        finishedAt = now
        wakeAt = nil
        deadline = nil
        error = reason
    }
}
