import IngotModel

extension PlannedStep {
    /// Whether nobody knows how the machine is when the step has failed: it is one of the phase's own, not what comes before
    /// them, such as starting the ramdisk, nor what stands for steps that cannot be had (peer: ironic holds a node only for a
    /// failure in a clean or service step).
    var leavesDoubts: Bool { step.priority > 0 || [.caller, .runbook].contains(origin.kind) }
}
