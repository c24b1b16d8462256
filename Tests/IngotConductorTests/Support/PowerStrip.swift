import IngotHardware
import IngotModel
import Synchronization

/// The power of the machines outside, whatever their nodes say of it, and their BMCs, which may fall silent.
final class PowerStrip: Sendable {
    private struct State {
        var powers: [NodeID: PowerState] = [:]
        var silent: Set<NodeID> = []
    }

    private let state = Mutex(State())

    /// What somebody sees who stands before the machine; nil where nobody has ever switched it.
    func power(of node: NodeID) -> PowerState? { state.withLock { $0.powers[node] } }

    /// Somebody presses the button.
    func press(_ node: NodeID, _ power: PowerState) { state.withLock { $0.powers[node] = power } }

    func isSilent(_ node: NodeID) -> Bool { state.withLock { $0.silent.contains(node) } }

    func silence(_ node: NodeID, _ isSilent: Bool) {
        state.withLock { state in
            if isSilent { state.silent.insert(node) } else { state.silent.remove(node) }
        }
    }

    /// What the BMC answers.
    func ask(_ node: NodeID) throws -> PowerState? {
        try check(node)
        return power(of: node)
    }

    /// What the BMC does.
    func tell(_ node: NodeID, _ power: PowerState) throws {
        try check(node)
        press(node, power)
    }

    private func check(_ node: NodeID) throws {
        if isSilent(node) { throw HardwareProblem(.failed, "the BMC is silent") }
    }
}
