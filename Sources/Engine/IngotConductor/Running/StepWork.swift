import IngotModel

/// The run that a step belongs to, and the lease under which it is done: for steps that write before they have ended.
struct StepWork: Sendable {
    let run: Run
    let lease: Lease
}
