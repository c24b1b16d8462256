/// What Ingot by itself puts a node into maintenance for, as `fault` has it (peer: ironic's `common/faults.py`).
package enum Fault: String, Sendable, CaseIterable {
    case clean = "clean failure"
    case power = "power failure"
    case rescueAbort = "rescue abort failure"
    case service = "service failure"
}
