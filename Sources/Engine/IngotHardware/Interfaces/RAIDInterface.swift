import IngotModel

/// Arranges a machine's disks into logical ones.
package protocol RAIDInterface: HardwareInterface {
    /// What may be said of a logical disk, with what it means.
    var logicalDiskProperties: [String: String] { get }

    /// Checks what an operator wants the disks to be.
    ///
    /// - Throws: ``HardwareProblem`` naming the first thing that is wrong.
    func validate(_ configuration: RAIDConfiguration, of task: NodeTask) async throws
}
