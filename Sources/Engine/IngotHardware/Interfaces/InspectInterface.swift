import IngotModel

/// Finds out what a machine consists of.
package protocol InspectInterface: HardwareInterface {
    /// Whether an inspection that waits for its machine can be broken off.
    var canBeAborted: Bool { get }

    /// The step that inspects; its result carries the inventory.
    func inspection() -> any StepBody
}

extension InspectInterface {
    package var canBeAborted: Bool { true }
}
