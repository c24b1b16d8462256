import ArgumentParser
import IngotModel

/// What comes with a verb that runs steps: the steps, or the runbook that has them.
struct StepsOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The steps: a JSON list, a file that holds one, or - for standard input.", valueName: "json"),
        completion: .file())
    var steps: JSONArgument?

    @Option(help: "The runbook that has the steps.")
    var runbook: String?

    @Flag(help: "Do without a ramdisk; for steps that the management controller carries out.")
    var disableRamdisk = false

    /// The arguments of the call.
    ///
    /// - Parameter verb: `clean` or `service`, as the API calls it.
    func arguments(of verb: String, in surroundings: Surroundings) throws -> [String: JSONValue] {
        var arguments: [String: JSONValue] = [:]
        arguments["\(verb)_steps"] = try steps?.value(for: "--steps", in: surroundings)
        arguments["runbook"] = runbook.map(JSONValue.string)
        if disableRamdisk { arguments["disable_ramdisk"] = true }
        return arguments
    }
}
