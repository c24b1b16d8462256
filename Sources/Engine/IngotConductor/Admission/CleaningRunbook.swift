import IngotModel
import IngotStorage

/// Finds the runbook by which a node is cleaned automatically, so that planning needs nothing but values.
///
/// What is found stays with the run as an argument: the runbook's steps, or why there are none, which fails the
/// cleaning (peer: ironic's `_get_steps_for_automated_cleaning`).
struct CleaningRunbook {
    static let argument = "cleaning_runbook"
    static let steps = "steps"
    static let disablesRamdisk = "disable_ramdisk"
    static let fault = "fault"

    let settings: CleaningSettings
    let transaction: Transaction

    /// The argument; nil where what is offered is done.
    func argument(for node: Node) throws -> JSONValue? {
        guard let reference = settings.runbook(for: node) else {
            guard settings.source == .runbook else { return nil }
            return Self.failing(
                "no runbook is named by which the node is to be cleaned, and clean.step_source needs one")
        }
        guard let runbook = try transaction.runbooks.resolve(reference) else {
            return Self.failing("the runbook '\(reference)', by which the node is to be cleaned, does not exist")
        }
        guard !settings.needsTrait || !Set(runbook.traits).isDisjoint(with: node.traits) else {
            let traits = runbook.traits.isEmpty ? "it has none" : runbook.traits.sorted().joined(separator: ", ")
            return Self.failing(
                "the node has none of the traits of the runbook '\(runbook.name)' (\(traits)), by which it is to be"
                    + " cleaned (clean.runbook_needs_trait)")
        }
        return [Self.steps: .array(runbook.orderedSteps), Self.disablesRamdisk: .bool(runbook.disablesRamdisk)]
    }

    private static func failing(_ reason: String) -> JSONValue { [fault: .string(reason)] }
}
