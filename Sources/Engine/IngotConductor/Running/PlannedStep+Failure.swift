import IngotModel

extension PlannedStep {
    /// Whether nobody knows in which condition the machine is once the step has failed. So it is with the steps that a
    /// verb is there for; what comes before them, such as starting the ramdisk, does the machine no harm, nor does what
    /// stands for steps that cannot be had (peer: ironic holds a node only for a failure in a clean or service step).
    var leavesDoubts: Bool { step.priority > 0 || [.caller, .runbook].contains(origin.kind) }
}
