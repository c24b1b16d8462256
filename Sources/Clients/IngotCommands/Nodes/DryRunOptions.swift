import ArgumentParser
import IngotClient
import IngotModel

/// Whether a verb is carried out, or only what it would do is told.
struct DryRunOptions: ParsableArguments {
    @Flag(name: .customLong("dry-run"), help: "Tell what would be done, or refused, without doing it.")
    var isDryRun = false

    @OptionGroup var output: OutputOptions

    /// Prints the plan of each node.
    func tell(_ plans: [(node: String, plan: Resource)], to console: Console) throws {
        try output.print(PlanReport.report(of: plans), to: console)
    }
}
