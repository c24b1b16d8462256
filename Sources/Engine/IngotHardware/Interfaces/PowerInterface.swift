import IngotModel

/// Switches a machine and tells whether it is on.
package protocol PowerInterface: HardwareInterface {
    /// What may be asked of this interface; everything else is refused before a run begins.
    var supportedTargets: Set<PowerTarget> { get }

    /// Whether the interface sees the machine's power by its own means, so that it is worth asking now and then.
    var observesPower: Bool { get }

    /// The machine's power state, or nil where it cannot be known.
    func state(of task: NodeTask) async throws -> PowerState?

    /// The step that brings the machine to `target`.
    func step(for target: PowerTarget) -> any StepBody
}

extension PowerInterface {
    package var observesPower: Bool { true }
}
