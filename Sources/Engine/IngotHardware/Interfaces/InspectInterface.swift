import IngotModel

/// Finds out what a machine consists of.
package protocol InspectInterface: HardwareInterface {
    /// The step that inspects; its result carries the inventory.
    func inspection() -> any StepBody
}
