import IngotModel

/// What one look at a node showed, as far as waiting is concerned.
package struct NodeSnapshot: Sendable, Hashable {
    package var provisionState: String
    package var targetProvisionState: String?
    package var provisionUpdatedAt: String?
    package var powerState: String?
    package var targetPowerState: String?
    package var lastError: String?
    /// The newest run; nil where there is none or the service keeps no timeline.
    package var run: TimelineRun?

    /// - Parameters:
    ///   - states: the answer of `GET /v1/nodes/{node}/states`.
    ///   - run: the newest run of the node's timeline.
    package init(states: Resource, run: TimelineRun?) {
        provisionState = states.provisionState ?? "unknown"
        targetProvisionState = states.text("target_provision_state")
        provisionUpdatedAt = states.text("provision_updated_at")
        powerState = states.powerState
        targetPowerState = states.text("target_power_state")
        lastError = states.lastError
        self.run = run
    }
}
