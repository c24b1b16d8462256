/// The version that the agent tells conductors.
package enum AgentVersion {
    package static let current = "1.0.0"
}
