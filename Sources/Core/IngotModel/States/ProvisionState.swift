/// Where a node stands in its life; the raw value is the word that clients see.
///
/// The words and their meaning are those of the Bare Metal API (peer: ironic 39.0.0, `ironic/common/states.py`).
package enum ProvisionState: String, Sendable, Hashable, CaseIterable, Codable {
    case enroll
    case verifying
    case manageable
    case inspecting
    case inspectWait = "inspect wait"
    case inspectFailed = "inspect failed"
    case cleaning
    case cleanWait = "clean wait"
    case cleanHold = "clean hold"
    case cleanFailed = "clean failed"
    case available
    case deploying
    case deployWait = "wait call-back"
    case deployHold = "deploy hold"
    case deployFailed = "deploy failed"
    case active
    case servicing
    case serviceWait = "service wait"
    case serviceHold = "service hold"
    case serviceFailed = "service failed"
    case rescuing
    case rescueWait = "rescue wait"
    case rescue
    case rescueFailed = "rescue failed"
    case unrescuing
    case unrescueFailed = "unrescue failed"
    case deleting
    case error
    case adopting
    case adoptFailed = "adopt failed"
}
