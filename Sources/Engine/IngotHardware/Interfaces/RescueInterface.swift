import IngotModel

/// Boots a machine into a ramdisk for repairs, and back into its instance.
///
/// The password is in the node's `instance_info`, under `rescue_password`, while the machine is being rescued.
package protocol RescueInterface: HardwareInterface {
    func rescue() -> any StepBody
    func unrescue() -> any StepBody
}
